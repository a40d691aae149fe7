import com.google.gson.*;
import com.google.gson.reflect.TypeToken;
import java.io.InputStreamReader;
import java.lang.reflect.Type;
import java.util.*;
import net.servicestack.client.*;

/** Makes calls with the real Java client, as family.mjs does, and prints what came of each. */
public class Family {
    private static final Map<String, JsonServiceClient> clients = new HashMap<>();
    private static final Gson gson = new Gson();

    public static void main(String[] args) throws Exception {
        Log.setInstance(new LogProvider());
        JsonObject given = JsonParser.parseReader(new InputStreamReader(System.in, "UTF-8")).getAsJsonObject();
        JsonArray outcomes = new JsonArray();
        for (JsonElement one : given.getAsJsonArray("calls")) outcomes.add(call(given.get("base").getAsString(), one.getAsJsonObject()));
        System.out.println(outcomes);
    }

    static JsonObject call(String base, JsonObject one) throws Exception {
        JsonServiceClient client = clients.computeIfAbsent(one.get("client").getAsString(), name -> new JsonServiceClient(base));
        if (one.has("bearer")) client.setBearerToken(one.get("bearer").getAsString());
        if (one.has("refresh")) client.setRefreshToken(one.get("refresh").getAsString());
        if (one.has("basic")) {
            JsonArray basic = one.getAsJsonArray("basic");
            client.setCredentials(basic.get(0).getAsString(), basic.get(1).getAsString());
        }
        JsonObject outcome = new JsonObject();
        try {
            outcome.add("value", gson.toJsonTree(made(client, one)));
        } catch (WebServiceException thrown) {
            outcome.addProperty("thrown", "WebServiceException");
            tell(outcome, thrown);
        } catch (RefreshTokenException thrown) {
            outcome.addProperty("thrown", "RefreshTokenException");
            if (thrown.getCause() instanceof WebServiceException) tell(outcome, (WebServiceException) thrown.getCause());
        }
        return outcome;
    }

    static Class<?> named(String name) throws Exception {
        for (String documents : new String[] {"dtos", "foundry"}) {
            try {
                return Class.forName(documents + "$" + name);
            } catch (ClassNotFoundException none) {
                // it is one of the others
            }
        }
        return Class.forName("antel$" + name);
    }

    static void tell(JsonObject outcome, WebServiceException thrown) {
        outcome.addProperty("code", thrown.getStatusCode());
        outcome.add("status", gson.toJsonTree(thrown.getResponseStatus()));
    }

    /** The client has no methods for batches and one-way calls: it is given their paths. */
    static Object made(JsonServiceClient client, JsonObject one) throws Exception {
        String name = one.get("dto").getAsString();
        Class<?> dto = named(name);
        JsonElement init = one.get("init");
        Object request = gson.fromJson(init, init.isJsonArray() ? TypeToken.getParameterized(ArrayList.class, dto).getType() : dto);
        switch (one.get("do").getAsString()) {
        case "send":
            if (request instanceof IReturnVoid) {
                client.send((IReturnVoid) request);
                return null;
            }
            return client.send((IReturn<?>) request);
        case "all":
            Type response = (Type) dto.getMethod("getResponseType").invoke(dto.getConstructor().newInstance());
            return client.post("/json/reply/" + name + "[]", request, TypeToken.getParameterized(ArrayList.class, response).getType());
        case "oneway":
            return client.post("/json/oneway/" + name, request, String.class);
        case "oneway all":
            return client.post("/json/oneway/" + name + "[]", request, String.class);
        }
        throw new IllegalArgumentException(one.get("do").getAsString());
    }
}
