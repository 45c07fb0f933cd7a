using System.Collections.Concurrent;
using OzFunctions.Core.Work;

namespace OzFunctions.Core.Notifications;

/// <summary>The gates of all endpoints, of this process.</summary>
/// <param name="time">The clock.</param>
public sealed class EndpointGates(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Gate> _gates = new(StringComparer.Ordinal);

    /// <summary>The gate of an endpoint.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <returns>Its gate.</returns>
    public Gate Of(string name) => _gates.GetOrAdd(name, static (_, clock) => new Gate(clock), time);
}
