using System.Diagnostics;

namespace OzFunctions.Benchmarks.Chaos.Endpoints;

/// <summary>Decides how an endpoint responds to notifications.</summary>
/// <param name="trouble">What is wrong with it.</param>
/// <param name="seed">The seed of the random decisions.</param>
internal sealed class EndpointTemper(EndpointTrouble trouble, int seed)
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
    public bool IsWell
    {
        get => _isWell;
        set => _isWell = value;
    }

    /// <summary>Whether nobody listens while there is trouble.</summary>
    public bool IsClosed => trouble is EndpointTrouble.Unreachable or EndpointTrouble.Gone;

    /// <summary>How long the next answer takes.</summary>
    public TimeSpan Delay => trouble is EndpointTrouble.Slow && !IsWell ? Longest * Luck() : TimeSpan.Zero;

    /// <summary>Decides about a notification.</summary>
    /// <returns>What comes of it.</returns>
    public Reception Next() => trouble switch
    {
        EndpointTrouble.Gone => Reception.Gone,
        _ when IsWell => Reception.Accepted,
        EndpointTrouble.Hangs => Reception.Unanswered,
        EndpointTrouble.Shaky => Luck() < Failures ? Reception.Refused : Reception.Accepted,
        EndpointTrouble.Flaps => (int)(Stopwatch.GetElapsedTime(_began) / HalfOfFlap) % 2 == 0 ? Reception.Refused : Reception.Accepted,

        // HasNoAddress is reached only on a connection that was opened while the name could be resolved.
        EndpointTrouble.Refuses or EndpointTrouble.HasNoAddress => Reception.Refused,
        _ => Reception.Accepted,
    };

    private double Luck()
    {
        lock (_lock)
        {
            return _random.NextDouble();
        }
    }
}
