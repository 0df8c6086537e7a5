package acme;

import com.google.auto.service.AutoService;
import dev.ritmo.RateLimited;
import java.util.function.Supplier;

@AutoService(Supplier.class)
@SuppressWarnings("rawtypes")
public class Summaries implements Supplier {

  public Summaries() {}

  @Override
  @RateLimited(calls = 10)
  public String get() {
    return "";
  }
}
