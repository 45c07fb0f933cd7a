using OzFunctions.Core.Notifications;

namespace OzFunctions.Web.Notifications;

/// <summary>The endpoints of notifications, and how they are notified (section <c>Notifications</c>).</summary>
public sealed class NotificationOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Notifications";

    /// <summary>The most delays in <see cref="Schedule"/>, which is the most attempts after the first.</summary>
    public const int MaxSchedule = 30;

    /// <summary>The endpoints, at most <see cref="NotificationSettings.MaxEndpoints"/>.</summary>
    public IList<EndpointOptions> Endpoints { get; init; } = [];

    /// <summary>The delays between attempts, each above zero and at most 24 h. If empty, <see cref="RetrySchedule.Default"/>.</summary>
    public IList<TimeSpan> Schedule { get; init; } = [];

    /// <summary>Names of numeric scores that notifications include, for example <c>min_confidence</c>. If empty, none.</summary>
    public IList<string> Scores { get; init; } = [];

    /// <summary>
    /// An HTTP proxy for all notifications, as <c>http://user:password@host:port</c> with user and password percent-encoded. The proxy then resolves names
    /// and guards addresses.
    /// </summary>
    public Uri? Proxy { get; init; }

    /// <summary>Networks (CIDR), in addition to the public ones, in which endpoints may be, also with http. Link-local and metadata addresses are never allowed.</summary>
    public IList<string> AllowedNetworks { get; init; } = [];
}
