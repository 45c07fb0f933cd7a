using System.Diagnostics;

namespace OzFunctions.Core.Telemetry;

/// <summary>
/// The activities that are traced in addition to those of the web server: work items, notification attempts, Oz requests. They contain
/// folder ids but no other ids, and no addresses.
/// </summary>
public static class OzActivities
{
    /// <summary>The name of the activity source.</summary>
    public const string SourceName = "OzFunctions";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Starts an activity, if there is a listener.</summary>
    /// <param name="name">The activity's name.</param>
    /// <param name="kind">The activity's kind.</param>
    /// <returns>The activity, to be disposed at its end; null without a listener.</returns>
    public static Activity? Begin(string name, ActivityKind kind = ActivityKind.Internal) => Source.StartActivity(name, kind);
}
