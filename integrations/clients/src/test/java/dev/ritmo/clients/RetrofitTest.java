package dev.ritmo.clients;

import java.io.IOException;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.HttpException;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.http.Body;
import retrofit2.http.POST;

/** Retrofit on OkHttp, with the exception that its adapters throw. */
final class RetrofitTest extends ClientContract {

  RetrofitTest() {
    super(Wording.OPENAI);
  }

  private interface Chat {
    @POST("/v1/chat/completions")
    Call<ResponseBody> complete(@Body RequestBody request);
  }

  @Override
  void call(String url, Duration timeout) throws IOException {
    OkHttpClient client =
        new OkHttpClient.Builder().callTimeout(timeout).retryOnConnectionFailure(false).build();
    Response<ResponseBody> response =
        new Retrofit.Builder()
            .baseUrl(url)
            .client(client)
            .build()
            .create(Chat.class)
            .complete(RequestBody.create("{}", null))
            .execute();
    if (!response.isSuccessful()) {
      throw new HttpException(response);
    }
  }
}
