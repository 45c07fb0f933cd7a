using System.Diagnostics;

namespace OzFunctions.Core.Telemetry;

/// <summary>What is traced, beside what the web server traces: work, attempts at notifications, questions to Oz. No ids but folders', and no addresses.</summary>
public static class OzActivities
{
    /// <summary>The source's name.</summary>
    public const string SourceName = "OzFunctions";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins an activity, where somebody listens.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="kind">Its kind.</param>
    /// <returns>The activity, to be disposed at its end; null when nobody listens.</returns>
    public static Activity? Begin(string name, ActivityKind kind = ActivityKind.Internal) => Source.StartActivity(name, kind);
}
