using OzFunctions.Benchmarks.Load;
using OzFunctions.Core.Notifications;

namespace OzFunctions.Benchmarks.Chaos.Endpoints;

/// <summary>A bank's system of the chaos run: an endpoint of some kind, and the service behind it.</summary>
/// <param name="name">Its name in the settings.</param>
/// <param name="behavior">How it responds to notifications.</param>
internal abstract class ChaosEndpoint(string name, EndpointBehavior behavior) : IAsyncDisposable
{
    /// <summary>How long an attempt may take, by the servers' clock.</summary>
    protected static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly ReservedPort _port = new();
    private bool _isOpen;

    /// <summary>Its name in the settings.</summary>
    public string Name => name;

    /// <summary>How it responds to notifications.</summary>
    public EndpointBehavior Behavior => behavior;

    /// <summary>The event types that it subscribes to.</summary>
    public string[] Events { get; init; } = [NotificationTypes.FolderResolutionChanged];

    /// <summary>The host by which it is addressed: an address on loopback, or a name that only the run's own name server knows.</summary>
    public virtual string Host => behavior.Trouble is EndpointTrouble.HasNoAddress ? $"{name}.test" : "127.0.0.1";

    /// <summary>The notifications that it accepted.</summary>
    public abstract IReadOnlyCollection<LoadSink.Arrival> Accepted { get; }

    /// <summary>The port at which it listens.</summary>
    protected int Port => _port.Number;

    /// <summary>Starts the service, if anybody listens while there is trouble.</summary>
    /// <returns>A task that ends when it listens, or when nothing is to be done.</returns>
    public Task StartAsync() => behavior.IsClosed ? Task.CompletedTask : OpenAsync();

    /// <summary>Ends the fault for good. An endpoint with <see cref="EndpointTrouble.Gone"/> only starts to listen, and responds with 410.</summary>
    /// <returns>A task that ends when it listens.</returns>
    public Task RecoverAsync()
    {
        behavior.IsHealthy = true;
        return _isOpen ? Task.CompletedTask : OpenAsync();
    }

    /// <summary>Adds it to settings.</summary>
    /// <param name="settings">The settings.</param>
    public abstract void Write(Dictionary<string, string> settings);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        _port.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Starts the service.</summary>
    /// <returns>A task that ends when it listens at <see cref="Port"/>.</returns>
    protected abstract Task ListenAsync();

    private Task OpenAsync()
    {
        _isOpen = true;
        _port.Dispose();
        return ListenAsync();
    }
}
