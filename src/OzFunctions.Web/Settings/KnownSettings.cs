namespace OzFunctions.Web.Settings;

/// <summary>
/// All settings, as <c>--help</c> prints them and the documentation lists them. Misspelt names are detected by comparison with them.
/// </summary>
public static class KnownSettings
{
    private const string NoDefault = "none";
    private const string Required = "required outside Development";

    /// <summary>All settings, in the order of the documentation.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        new("AzureWebJobsStorage", "the connection string of a storage account; except in Development, over https or on this machine", "in Development the emulator; otherwise this or the next two are required"),
        new("AzureWebJobsStorage:tableServiceUri", "instead of a connection string: the table service of an account that a managed identity may use", NoDefault),
        new("AzureWebJobsStorage:queueServiceUri", "instead of a connection string: the queue service of that account", NoDefault),
        new("AzureWebJobsStorage:clientId", "the client id of a user-assigned identity", "the environment's own identity"),
        new("Webhook:Mode", "`Trust`: the content of a webhook is applied. Oz documents no signature, so anybody who knows the webhook key can set a verdict. `Verify`: Oz is asked, and its answer is applied", $"{Required}; in Development `Trust`"),
        new("Webhook:MaxBodyBytes", "the largest body in bytes, 1,024 to 16,777,216", "`1048576`"),
        new("Oz:BaseUrl", "the URL of Oz's API, without `/api`", "none: Oz is not called"),
        new("Oz:Email", "the e-mail address of the Oz account, which must see the folders", NoDefault),
        new("Oz:Password", "the password of the Oz account", NoDefault),
        new("Oz:AllowHttp", "allows http, which sends the password unencrypted; meant for a private network", "`false`"),
        new("Oz:Timeout", "the time limit of one response, `00:00:00.1` to `00:01:00`", "`00:00:10`"),
        new("Oz:RequestsPerSecond", "how many requests per second a process sends to Oz at most, 1 to 1,000; after a pause up to twice as many within one second. It also sets how many are in progress at once: as many as it takes to reach the rate if Oz answers in 0.4 s, but at least 8", "`20`"),
        new("Reconciliation:Schedule", "when runs start, UTC: second, minute, hour, day, month, day of the week. In the Functions app it and `Retention:Schedule` are required, without `L`, `W`, `#`, `?` and 7 for Sunday, and a wrong one does not stop the start: `health/ready` answers 503", "`0 */5 * * * *`"),
        new("Reconciliation:StaleAfter", "how long after its last change Oz is first asked about an open folder, `00:00:10` to `1.00:00:00`", "`00:10:00`"),
        new("Reconciliation:OverdueAfter", "how long a folder may run before it is notified as overdue, `00:00:10` to `7.00:00:00`", "`01:00:00`"),
        new("Reconciliation:Lookback", "how far back in time the first run starts, `00:01:00` to `366.00:00:00`", "`1.00:00:00`"),
        new("Reconciliation:Overlap", "how much of the previous run's time span a run reads again, `00:05:00` to `1.00:00:00`", "`00:10:00`"),
        new("Reconciliation:UpdatedWithin", "the greatest age of a folder whose change at Oz is found by the list of changed folders, `1.00:00:00` to `366.00:00:00`", "`30.00:00:00`"),
        new("Reconciliation:LookAgain:{n}", "how far behind the present the list of created folders is read again, `00:10:00` to `366.00:00:00`; at most 10; times of `Retention:Days` or more are ignored", "1 h, 24 h, 7 days"),
        new("Reconciliation:PageSize", "folders on a page of Oz's list, 10 to 500", "`100`"),
        new("Reconciliation:MaxPages", "the most pages that one run reads, of all its lists in turn, 10 to 1,000,000", "`2000`"),
        new("Reconciliation:MaxDuration", "the time limit of one run, `00:01:00` to `1.00:00:00`", "`00:30:00`"),
        new("Retention:Days", "how many days to keep a folder with its lists and deliveries after its last change, and rejected webhooks, runs and reports after their creation, 1 to 3,650", "`400`"),
        new("Retention:Schedule", "when retention runs, UTC. A run removes nothing if this server's clock and the storage's differ by more than five minutes, or have advanced differently since they last agreed", "`0 30 2 * * *`"),
        new("Folders:MetadataKeys:{0..19}", "metadata keys whose values are stored, for example a partner's own transaction id; 1 to 64 characters", NoDefault),
        new("Keys:Webhook:{0..2}", "keys of the webhook route; up to three, so that they can be rotated. Outside Development all keys have at least 16 characters. Server only", Required),
        new("Keys:Read:{0..2}", "keys of the other routes; none of them may be a webhook key. Server only", Required),
        new("Keys:Admin:{name}", "keys for actions, by the name that is recorded; none of them may be a webhook or read key", "none: no action is possible"),
        new("Notifications:Endpoints:{0..9}:Name", "the name, 1 to 40 characters of `a-z`, `0-9` and `-`; deliveries are stored under it", NoDefault),
        new("Notifications:Endpoints:{0..9}:Kind", "`Webhook`, `ServiceBus`, `EventGrid`, `EventHubs` or `StorageQueue`; each kind has only its own of the next settings", "`Webhook`"),
        new("Notifications:Endpoints:{0..9}:Url", "of `Webhook`: the URL, https, or http within the allowed networks", NoDefault),
        new("Notifications:Endpoints:{0..9}:Secrets:{0..1}", "of `Webhook`: `whsec_` and 24 to 64 bytes in Base64; the first secret makes the first signature", NoDefault),
        new("Notifications:Endpoints:{0..9}:Format", "of `Webhook`: `StandardWebhooks`, or `CloudEvents` as for all other kinds", "`StandardWebhooks`"),
        new("Notifications:Endpoints:{0..9}:Events:{n}", "event types, `folder.*`, or `*`", "`*`"),
        new("Notifications:Endpoints:{0..9}:Timeout", "the time limit of an attempt, `00:00:01` to `00:00:30`", "`00:00:15`"),
        new("Notifications:Endpoints:{0..9}:MaxConcurrent", "how many new notifications a process sends at once, 1 to 256; what waited is released by as many again. Raise it if what waits for a healthy endpoint grows", "`8`"),
        new("Notifications:Endpoints:{0..9}:ConnectionString", "of `ServiceBus`, `EventHubs` and `StorageQueue`: the connection string of a key that may send", "none: an identity is used"),
        new("Notifications:Endpoints:{0..9}:FullyQualifiedNamespace", "of `ServiceBus` and `EventHubs`, instead of a connection string: the namespace, for example `bank.servicebus.windows.net`", NoDefault),
        new("Notifications:Endpoints:{0..9}:QueueServiceUri", "of `StorageQueue`, instead of a connection string: the queue service of the account, for example `https://bank.queue.core.windows.net`", NoDefault),
        new("Notifications:Endpoints:{0..9}:EntityName", "of `ServiceBus`, `EventHubs` and `StorageQueue`: the name of the queue, topic or event hub", "the `EntityPath` of the connection string"),
        new("Notifications:Endpoints:{0..9}:TopicEndpoint", "of `EventGrid`: the endpoint of the topic, for example `https://bank.westeurope-1.eventgrid.azure.net/api/events`", NoDefault),
        new("Notifications:Endpoints:{0..9}:AccessKey", "of `EventGrid`: a key of the topic", "none: an identity is used"),
        new("Notifications:Endpoints:{0..9}:ClientId", "of all kinds except `Webhook`: the client id of a user-assigned identity", "the environment's own identity"),
        new("Notifications:Endpoints:{0..9}:ClientCertificate", "of `Webhook`: a PFX or `.pem` file, or a PFX in Base64, with its intermediate certificates", NoDefault),
        new("Notifications:Endpoints:{0..9}:ClientCertificatePassword", "the password of the PFX", NoDefault),
        new("Notifications:Schedule:{n}", "the delays between attempts, above zero and up to `1.00:00:00`; at most 30", "5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h"),
        new("Notifications:Scores:{n}", "names of scores that notifications include, for example `min_confidence`", NoDefault),
        new("Notifications:Proxy", "an HTTP proxy for notifications, `http://user:password@host:port`; user and password are percent-encoded and optional", NoDefault),
        new("Notifications:AllowedNetworks:{n}", "networks of endpoints in addition to the public ones, for example `10.1.0.0/16`", "none; in Development loopback"),
        new("APPLICATIONINSIGHTS_CONNECTION_STRING", "sends telemetry to Application Insights", NoDefault),
        new("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "`ClientId=...;Authorization=AAD` authenticates by Entra; without `ClientId` with the system-assigned identity", NoDefault),
        new("OTEL_EXPORTER_OTLP_ENDPOINT", "sends telemetry to an OpenTelemetry collector; `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT`, `..._METRICS_...` and `..._LOGS_...` are for one signal", NoDefault),
        new("OTEL_SERVICE_NAME", "the name of the service in telemetry", "`OzFunctions`; on Azure the name of the app"),
        new("OTEL_SDK_DISABLED", "`true` turns off all telemetry", "`false`"),
        new("Logging:LogLevel:{name}", "the lowest level that is logged for a category, `Default` for all: `Debug`, `Information`, `Warning`, `Error`", "`Information`"),
        new("environment", "`Development` requires no keys and listens on loopback only. Server only, as the next two; the variable is `ASPNETCORE_ENVIRONMENT`. In the Functions app `AZURE_FUNCTIONS_ENVIRONMENT` does the same without the restriction to loopback: never set it to `Development` on Azure", "`Production`; `dotnet run` sets `Development`"),
        new("urls", "the addresses on which the server listens", "`http://localhost:7071`"),
        new("Azurite:CacheDirectory", "the folder in which the emulator is installed", "`ozfunctions` in the user's cache folder"),
    ];
}
