using System.Diagnostics;

namespace OzFunctions.Benchmarks.Chaos.Endpoints;

/// <summary>Decides how an endpoint responds to notifications.</summary>
/// <param name="trouble">What is wrong with it.</param>
/// <param name="seed">The seed of the random decisions.</param>
internal sealed class EndpointBehavior(EndpointTrouble trouble, int seed)
{
    private const double Failures = 0.4;

    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan HalfOfFlap = TimeSpan.FromSeconds(2);

    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly Random _random = new(seed);
    private readonly Lock _lock = new();
    private volatile bool _isWell;

    /// <summary>What is wrong with it, unless it is well.</summary>
    public EndpointTrouble Trouble => trouble;

    /// <summary>Whether the trouble is over, for a while or for good.</summary>
    public bool IsHealthy
    {
        get => _isWell;
        set => _isWell = value;
    }

    /// <summary>Whether nobody listens while there is trouble.</summary>
    public bool IsClosed => trouble is EndpointTrouble.Unreachable or EndpointTrouble.Gone;

    /// <summary>How long the next answer takes.</summary>
    public TimeSpan Delay => trouble is EndpointTrouble.Slow && !IsHealthy ? Longest * Luck() : TimeSpan.Zero;

    /// <summary>Decides about a notification.</summary>
    /// <returns>The reply.</returns>
    public EndpointReply Next() => trouble switch
    {
        EndpointTrouble.Gone => EndpointReply.Gone,
        _ when IsHealthy => EndpointReply.Accepted,
        EndpointTrouble.Hangs => EndpointReply.Unanswered,
        EndpointTrouble.Shaky => Luck() < Failures ? EndpointReply.Refused : EndpointReply.Accepted,
        EndpointTrouble.Flaps => (int)(Stopwatch.GetElapsedTime(_began) / HalfOfFlap) % 2 == 0 ? EndpointReply.Refused : EndpointReply.Accepted,

        // HasNoAddress is reached only on a connection that was opened while the name could be resolved.
        EndpointTrouble.Refuses or EndpointTrouble.HasNoAddress => EndpointReply.Refused,
        _ => EndpointReply.Accepted,
    };

    private double Luck()
    {
        lock (_lock)
        {
            return _random.NextDouble();
        }
    }
}
