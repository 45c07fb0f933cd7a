namespace OzFunctions.Web.Settings;

/// <summary>
/// Every setting: what <c>--help</c> prints, what the table of the README says, and by which a misspelt one is noticed.
/// </summary>
public static class KnownSettings
{
    private const string NoDefault = "none";
    private const string Asked = "must be set outside Development";

    /// <summary>All settings, in the order in which they are explained.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        new("AzureWebJobsStorage", "a storage account's connection string", "in Development the emulator; else this or the next two must be set"),
        new("AzureWebJobsStorage:tableServiceUri", "instead: the tables of an account that a managed identity may use", NoDefault),
        new("AzureWebJobsStorage:queueServiceUri", "instead: its queues", NoDefault),
        new("AzureWebJobsStorage:clientId", "the client id of a user-assigned identity", "the environment's own identity"),
        new("Webhook:Mode", "`Trust`: what a webhook says is applied. Oz documents no signature, so whoever knows the webhook key can set a verdict. `Verify`: Oz is asked", $"{Asked}, where it is `Trust`"),
        new("Webhook:MaxBodyBytes", "the largest body, 1,024 to 16,777,216", "`1048576`"),
        new("Oz:BaseUrl", "where the API of Oz is, without `/api`", "none: Oz is not asked"),
        new("Oz:Email", "the e-mail address of the Oz account, which must see the folders", NoDefault),
        new("Oz:Password", "its password", NoDefault),
        new("Oz:AllowHttp", "lets the password travel unencrypted, within a network of your own", "`false`"),
        new("Oz:Timeout", "how long one answer may take, `00:00:00.1` to `00:01:00`", "`00:00:10`"),
        new("Oz:RequestsPerSecond", "how many requests a process sends to Oz, 1 to 1,000", "`20`"),
        new("Reconciliation:Schedule", "when runs begin, UTC: second, minute, hour, day, month, day of the week", "`0 */5 * * * *`"),
        new("Reconciliation:StaleAfter", "when an open folder is first asked about, `00:00:10` to `1.00:00:00` after its last change", "`00:10:00`"),
        new("Reconciliation:OverdueAfter", "when a running folder is told to be overdue, `00:00:10` to `7.00:00:00`", "`01:00:00`"),
        new("Reconciliation:Lookback", "how far the first run looks back, `00:01:00` to `366.00:00:00`", "`1.00:00:00`"),
        new("Reconciliation:Overlap", "how much each run looks at again, `00:05:00` to `1.00:00:00`", "`00:10:00`"),
        new("Reconciliation:UpdatedWithin", "how old a folder may be whose change is listed, `1.00:00:00` to `366.00:00:00`", "`30.00:00:00`"),
        new("Reconciliation:LookAgain:{n}", "how far behind the present the list of created folders is read again, `00:10:00` to `366.00:00:00`; at most 10", "1 h, 24 h, 7 days"),
        new("Reconciliation:PageSize", "folders on a page of Oz's list, 10 to 500", "`100`"),
        new("Reconciliation:MaxPages", "pages that one run reads, of all its lists in turn, 10 to 1,000,000", "`2000`"),
        new("Reconciliation:MaxDuration", "time of one run, `00:01:00` to `1.00:00:00`", "`00:30:00`"),
        new("Retention:Days", "how many days after its last change a folder is removed, with its lists and deliveries, and refused webhooks, runs and reports after they came about, 1 to 3,650", "`400`"),
        new("Retention:Schedule", "when that is done, UTC. A run removes nothing where this server's clock and the storage's differ by more than five minutes, or have advanced differently since the last run", "`0 30 2 * * *`"),
        new("Folders:MetadataKeys:{0..19}", "metadata keys to keep, for example a partner's own transaction id; 1 to 64 characters", NoDefault),
        new("Keys:Webhook:{0..2}", "keys of the webhook route, at least 16 characters outside Development, as all keys; up to three, so that they can be rotated. Server only, as the next", Asked),
        new("Keys:Read:{0..2}", "keys of the other routes; none of them a webhook key", Asked),
        new("Keys:Admin:{name}", "keys for acting, by the name that is recorded; none of them a webhook or read key", "none: then nobody can act"),
        new("Notifications:Endpoints:{0..9}:Name", "1 to 40 of `a-z`, `0-9` and `-`; deliveries are kept under it", NoDefault),
        new("Notifications:Endpoints:{0..9}:Kind", "`Webhook`, `ServiceBus`, `EventGrid`, `EventHubs` or `StorageQueue`; each knows only its own of the next settings", "`Webhook`"),
        new("Notifications:Endpoints:{0..9}:Url", "of `Webhook`: where to post: https, or http within the allowed networks", NoDefault),
        new("Notifications:Endpoints:{0..9}:Secrets:{0..1}", "of `Webhook`: `whsec_` and 24 to 64 bytes in Base64; the first signs first", NoDefault),
        new("Notifications:Endpoints:{0..9}:Format", "of `Webhook`: `StandardWebhooks`, or `CloudEvents` as all other kinds get", "`StandardWebhooks`"),
        new("Notifications:Endpoints:{0..9}:Events:{n}", "event types, `folder.*`, or `*`", "`*`"),
        new("Notifications:Endpoints:{0..9}:Timeout", "how long an attempt may take, `00:00:01` to `00:00:30`", "`00:00:15`"),
        new("Notifications:Endpoints:{0..9}:ConnectionString", "of `ServiceBus`, `EventHubs` and `StorageQueue`: the connection string of a key that may send", "none: an identity is used"),
        new("Notifications:Endpoints:{0..9}:FullyQualifiedNamespace", "of `ServiceBus` and `EventHubs`, instead: the namespace, for example `bank.servicebus.windows.net`", NoDefault),
        new("Notifications:Endpoints:{0..9}:QueueServiceUri", "of `StorageQueue`, instead: the queues of the account, for example `https://bank.queue.core.windows.net`", NoDefault),
        new("Notifications:Endpoints:{0..9}:EntityName", "of the same three: the name of the queue, topic or event hub", "the `EntityPath` of the connection string"),
        new("Notifications:Endpoints:{0..9}:TopicEndpoint", "of `EventGrid`: the endpoint of the topic, for example `https://bank.westeurope-1.eventgrid.azure.net/api/events`", NoDefault),
        new("Notifications:Endpoints:{0..9}:AccessKey", "of `EventGrid`: a key of the topic", "none: an identity is used"),
        new("Notifications:Endpoints:{0..9}:ClientId", "of all kinds but `Webhook`: the client id of a user-assigned identity", "the environment's own identity"),
        new("Notifications:Endpoints:{0..9}:ClientCertificate", "of `Webhook`: a PFX or `.pem` file, or a PFX in Base64, with its intermediate certificates", NoDefault),
        new("Notifications:Endpoints:{0..9}:ClientCertificatePassword", "the password of the PFX", NoDefault),
        new("Notifications:Schedule:{n}", "the delays between attempts, over zero and up to `1.00:00:00`; at most 30", "5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h"),
        new("Notifications:Scores:{n}", "names of scores that notifications may carry, for example `min_confidence`", NoDefault),
        new("Notifications:Proxy", "an HTTP proxy for notifications, `http://user:password@host:port`; user and password percent-encoded, and only where it asks for them", NoDefault),
        new("Notifications:AllowedNetworks:{n}", "networks beyond the public ones, for example `10.1.0.0/16`", "none; in Development loopback"),
        new("APPLICATIONINSIGHTS_CONNECTION_STRING", "sends telemetry to Application Insights", NoDefault),
        new("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "`ClientId=...;Authorization=AAD` sends it by Entra; without `ClientId` as the system-assigned identity", NoDefault),
        new("OTEL_EXPORTER_OTLP_ENDPOINT", "sends telemetry to an OpenTelemetry collector; `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT`, `..._METRICS_...` and `..._LOGS_...` send one signal", NoDefault),
        new("OTEL_SERVICE_NAME", "the name under which telemetry is sent", "`OzFunctions`; on Azure the name of the app"),
        new("OTEL_SDK_DISABLED", "`true` sends no telemetry", "`false`"),
        new("Logging:LogLevel:{name}", "the least level of a category that is logged, `Default` for all: `Debug`, `Information`, `Warning`, `Error`", "`Information`"),
        new("environment", "`Development` asks for no key and listens on loopback only. Server only, as the next two; the variable is `ASPNETCORE_ENVIRONMENT`", "`Production`; `dotnet run` sets `Development`"),
        new("urls", "where the server listens", "`http://localhost:7071`"),
        new("Azurite:CacheDirectory", "where the emulator is installed", "`ozfunctions` in the user's cache folder"),
    ];
}
