using System.Diagnostics;

namespace OzFunctions.Core.Telemetry;

/// <summary>
/// The activities that are traced in addition to those of the web server: work items, notification attempts, Oz requests. They contain
/// folder ids and endpoint names, but no other ids, and no addresses.
/// </summary>
public static class OzActivities
{
    /// <summary>The name of the activity source.</summary>
    public const string SourceName = "OzFunctions";

    /// <summary>The activity source.</summary>
    public static ActivitySource Source { get; } = new(SourceName);
}
