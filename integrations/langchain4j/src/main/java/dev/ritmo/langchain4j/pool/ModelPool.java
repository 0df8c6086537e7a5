package dev.ritmo.langchain4j.pool;

import java.util.List;

/** What programs can ask of a pool. */
public interface ModelPool {

  /** The state of all members, in the order in which they were given. */
  List<MemberState> members();
}
