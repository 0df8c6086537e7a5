package dev.ritmo.runtime.internal.signal;

import java.util.Map;

/** Failures as the clients of Google throw them. */
@SuppressWarnings("unused") // accessors are found by reflection
final class GoogleClients {

  private GoogleClients() {}

  /** Google's GenAI client keeps neither headers nor details. */
  static Throwable genAi(int code, String status, String message) {
    return new GenAi(code, status, message);
  }

  static Throwable googleApi(int status, Map<String, String> headers, String content) {
    return new GoogleApi(status, headers, content);
  }

  static Throwable grpc(String code) {
    return new Grpc(new GrpcStatus(GrpcCode.valueOf(code)));
  }

  static final class GenAi extends Clients.Failed {
    private static final long serialVersionUID = 1;
    private final int code;
    private final String status;

    GenAi(int code, String status, String message) {
      super("%d %s. %s".formatted(code, status, message));
      this.code = code;
      this.status = status;
    }

    public int code() {
      return code;
    }

    public String status() {
      return status;
    }
  }

  static final class GoogleApi extends Clients.Failed {
    private static final long serialVersionUID = 1;
    private final int status;
    private final transient Map<String, String> headers;
    private final String content;

    GoogleApi(int status, Map<String, String> headers, String content) {
      super(status + "\n" + content);
      this.status = status;
      this.headers = headers;
      this.content = content;
    }

    public int getStatusCode() {
      return status;
    }

    public Map<String, String> getHeaders() {
      return headers;
    }

    public String getContent() {
      return content;
    }
  }

  static final class Grpc extends Clients.Failed {
    private static final long serialVersionUID = 1;
    private final transient GrpcStatus status;

    Grpc(GrpcStatus status) {
      super(status.getCode().name());
      this.status = status;
    }

    public GrpcStatus getStatus() {
      return status;
    }
  }

  record GrpcStatus(GrpcCode getCode) {}

  enum GrpcCode {
    CANCELLED,
    RESOURCE_EXHAUSTED,
    UNAVAILABLE,
    DEADLINE_EXCEEDED,
    INVALID_ARGUMENT
  }
}
