namespace OzFunctions.Web;

/// <summary>The routes that both heads serve. What is here is relative to <see cref="Prefix"/>.</summary>
public static class Routes
{
    /// <summary>The path under which everything is served, as the Functions host does by default.</summary>
    public const string Prefix = "/api";

    /// <summary>Where Oz posts.</summary>
    public const string OzWebhooks = "oz/webhooks";

    /// <summary>What was refused and why.</summary>
    public const string RejectedWebhooks = "webhooks/rejected";

    /// <summary>Folders of a day, or of a metadata value.</summary>
    public const string Folders = "folders";

    /// <summary>A folder.</summary>
    public const string Folder = "folders/{id}";

    /// <summary>A folder's changes.</summary>
    public const string FolderHistory = "folders/{id}/history";

    /// <summary>Folders whose result may still change, or that a person must look at.</summary>
    public const string Open = "open";

    /// <summary>Counts.</summary>
    public const string Stats = "stats";

    /// <summary>Deliveries that are not delivered.</summary>
    public const string Deliveries = "deliveries";

    /// <summary>Replays deliveries.</summary>
    public const string ReplayDeliveries = "deliveries/replay";

    /// <summary>The state of each endpoint.</summary>
    public const string Endpoints = "endpoints";

    /// <summary>Enables an endpoint and releases what is held for it.</summary>
    public const string EnableEndpoint = "endpoints/{name}/enable";

    /// <summary>Sends an endpoint a test.</summary>
    public const string TestEndpoint = "endpoints/{name}/test";

    /// <summary>Starts a reconciliation.</summary>
    public const string Reconcile = "reconcile";

    /// <summary>Removes what is older than it may be kept.</summary>
    public const string Retention = "retention";

    /// <summary>What admins and the schedule started.</summary>
    public const string Runs = "runs";

    /// <summary>A run.</summary>
    public const string Run = "runs/{id}";

    /// <summary>What a dry run of reconciliation found, as a document.</summary>
    public const string RunReport = "runs/{id}/report";

    /// <summary>Requeues poison messages.</summary>
    public const string ReplayPoison = "work/poison/replay";

    /// <summary>The description of all this (OpenAPI).</summary>
    public const string OpenApi = "openapi.json";

    /// <summary>The description of notifications through message services (AsyncAPI).</summary>
    public const string AsyncApi = "asyncapi.json";

    /// <summary>The JSON Schema of the notifications of a type.</summary>
    public const string Schema = "schemas/{type}.json";

    /// <summary>The operators' page.</summary>
    public const string Dashboard = "dashboard";

    /// <summary>A file of the dashboard.</summary>
    public const string DashboardFile = "dashboard/{file}";

    /// <summary>Whether the process runs.</summary>
    public const string Live = "health/live";

    /// <summary>Whether it can serve.</summary>
    public const string Ready = "health/ready";
}
