using OzFunctions.Core.Notifications;

namespace OzFunctions.Web.Notifications;

/// <summary>Who is told of changes, and how (section <c>Notifications</c>).</summary>
public sealed class NotificationOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Notifications";

    /// <summary>The most attempts that follow the first.</summary>
    public const int MaxSchedule = 30;

    /// <summary>The endpoints, at most <see cref="NotificationSettings.MaxEndpoints"/>.</summary>
    public IList<EndpointOptions> Endpoints { get; init; } = [];

    /// <summary>The delays between attempts, each over zero and at most 24 h; <see cref="RetrySchedule.Default"/> where none is set.</summary>
    public IList<TimeSpan> Schedule { get; init; } = [];

    /// <summary>Names of numeric scores that notifications may carry, for example <c>min_confidence</c>; none where none is set.</summary>
    public IList<string> Scores { get; init; } = [];

    /// <summary>
    /// An HTTP proxy through which all notifications leave, as <c>http://user:password@host:port</c> with user and password percent-encoded. It then
    /// resolves names and guards addresses.
    /// </summary>
    public Uri? Proxy { get; init; }

    /// <summary>Networks (CIDR) beyond the public ones that endpoints may be in, with http too. Link-local and metadata addresses never are.</summary>
    public IList<string> AllowedNetworks { get; init; } = [];
}
