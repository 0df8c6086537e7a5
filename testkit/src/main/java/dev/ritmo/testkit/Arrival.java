package dev.ritmo.testkit;

import java.time.Duration;

/**
 * One request as the provider saw it. Contains neither the prompt nor the key.
 *
 * @param number its index in the order of arrival, from 0
 * @param nanos the {@link System#nanoTime} of the provider's decision
 * @param sinceStart the same, since the start of the provider
 * @param admitted whether it was served
 * @param status the HTTP status of the answer; 0 if there was none
 * @param account the name of the account; {@link Account#UNKNOWN} if none has its key
 * @param connection the port of the client, which tells connections apart
 * @param request what it asks for; without a model if it cannot be read
 * @param reserved the tokens that it reserved on arrival: prompt and longest answer; 0 if rejected
 * @param used the tokens that it has used; 0 if rejected, and -1 until its answer is complete
 */
public record Arrival(
    int number,
    long nanos,
    Duration sinceStart,
    boolean admitted,
    int status,
    String account,
    int connection,
    ModelRequest request,
    int reserved,
    int used) {

  Arrival settled(int tokens) {
    return new Arrival(
        number,
        nanos,
        sinceStart,
        admitted,
        status,
        account,
        connection,
        request,
        reserved,
        tokens);
  }

  Arrival failed(int newStatus) {
    return new Arrival(
        number, nanos, sinceStart, false, newStatus, account, connection, request, 0, 0);
  }
}
