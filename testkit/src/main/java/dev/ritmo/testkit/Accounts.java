package dev.ritmo.testkit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The accounts of a provider, by the hashes of their keys. Thread-safe. */
final class Accounts {

  private final Map<String, Account> byName = new ConcurrentHashMap<>();
  private final Map<String, Account> byKey = new ConcurrentHashMap<>();
  private final @Nullable Account onlyOne;

  /** Several accounts, whose names are their keys. */
  Accounts(List<Account> accounts) {
    this.onlyOne = null;
    for (Account account : accounts) {
      byName.put(account.name(), account);
      byKey.put(ApiKeys.hash(account.name()), account);
    }
  }

  /** One account, whatever the key. */
  Accounts(Account onlyOne) {
    this.onlyOne = onlyOne;
    byName.put(onlyOne.name(), onlyOne);
  }

  /** The account with a key; null if there is none. */
  @Nullable Account withKey(String hash) {
    return onlyOne == null ? byKey.get(hash) : onlyOne;
  }

  Account named(String name) {
    Account account = byName.get(name);
    if (account == null) {
      throw new IllegalArgumentException(
          "name must be that of an account, but was "
              + name
              + ". Fix: one of "
              + byName.keySet().stream().sorted().toList()
              + ", or builder().account(\""
              + name
              + "\", policy)");
    }
    return account;
  }

  void addKey(Account account, String key) {
    byKey.put(ApiKeys.hash(key), account);
  }

  void replaceKeys(Account account, String key) {
    addKey(account, key);
    byKey.entrySet().removeIf(entry -> isOther(entry, account, ApiKeys.hash(key)));
  }

  private static boolean isOther(Map.Entry<String, Account> entry, Account account, String hash) {
    return entry.getValue() == account && !entry.getKey().equals(hash);
  }
}
