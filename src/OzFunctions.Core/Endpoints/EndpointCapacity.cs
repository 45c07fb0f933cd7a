namespace OzFunctions.Core.Endpoints;

/// <summary>How many notifications an endpoint is sent at the same time. All limits of an endpoint follow from one number.</summary>
/// <param name="MaxConcurrent">The maximum number of concurrent attempts at new deliveries in a process, 1 to 256. A release makes as many beside them.</param>
public sealed record EndpointCapacity(int MaxConcurrent)
{
    /// <summary>The default of <see cref="MaxConcurrent"/>.</summary>
    public const int Default = 8;

    // Releases share the storage with new deliveries and other endpoints. At this rate each concurrent attempt has 133 ms, storage requests included, so it only slows
    // down endpoints that answer faster. The largest release starts 1,920 attempts per second, and a partition of the list takes 2,000 requests.
    private const double ReleasesPerSecond = 7.5;

    // A page takes at least 1.7 seconds at that rate, well within a step. The storage returns at most 1,000 rows at once.
    private const double ReleasePageFactor = 12.5;
    private const int MaxReleasePage = 1_000;

    /// <summary>The maximum number of attempts that queue for a permit in a process. Deliveries beyond it are parked.</summary>
    public int MaxQueued => 4 * MaxConcurrent;

    /// <summary>The maximum number of messages that a process holds for the endpoint: in progress, or queued for a permit.</summary>
    public int MaxHeld => MaxConcurrent + MaxQueued;

    /// <summary>The maximum number of concurrent attempts of a release. There is one release for each endpoint over all processes.</summary>
    public int MaxReleased => MaxConcurrent;

    /// <summary>The minimum time between the starts of two attempts of a release.</summary>
    public TimeSpan ReleaseInterval => TimeSpan.FromSeconds(1 / (ReleasesPerSecond * MaxConcurrent));

    /// <summary>The number of waiting deliveries that a release reads at once.</summary>
    public int ReleasePage => Math.Min((int)(ReleasePageFactor * MaxConcurrent), MaxReleasePage);

    /// <summary>The maximum number of connections to the endpoint: those for new deliveries plus those for released ones.</summary>
    public int MaxConnections => MaxConcurrent + MaxReleased;
}
