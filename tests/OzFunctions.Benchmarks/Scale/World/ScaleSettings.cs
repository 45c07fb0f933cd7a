using OzFunctions.OzSimulator;

namespace OzFunctions.Benchmarks.Scale.World;

/// <summary>The settings of a server of the scale run.</summary>
internal static class ScaleSettings
{
    /// <summary>The event type that the endpoints subscribe to.</summary>
    public const string Told = "folder.resolution_changed";

    // The benchmark starts and counts the runs itself, so the schedules are never due.
    private const string Never = "0 0 0 29 2 *";

    /// <summary>Creates the settings.</summary>
    /// <param name="storage">The connection string of the storage account.</param>
    /// <param name="oz">The base URL of Oz.</param>
    /// <param name="sink">The URL of both endpoints.</param>
    /// <returns>The settings.</returns>
    public static Dictionary<string, string> Of(string storage, Uri oz, string sink) => new Dictionary<string, string>
    {
        ["AzureWebJobsStorage"] = storage,
        ["Webhook__Mode"] = "Trust",
        ["Oz__BaseUrl"] = $"{oz}",
        ["Oz__AllowHttp"] = "true",
        ["Oz__Email"] = SimulatedOz.Email,
        ["Oz__Password"] = SimulatedOz.Password,
        ["Oz__RequestsPerSecond"] = "1000",
        ["Folders__MetadataKeys__0"] = "transaction_id",
        ["Reconciliation__Schedule"] = Never,
        ["Reconciliation__MaxPages"] = "1000000",
        ["Reconciliation__MaxDuration"] = "1.00:00:00",
        ["Retention__Schedule"] = Never,
        ["Logging__LogLevel__Default"] = "Warning",
    }.WithEndpoint("one", sink, events: Told).WithEndpoint("two", sink, events: Told);
}
