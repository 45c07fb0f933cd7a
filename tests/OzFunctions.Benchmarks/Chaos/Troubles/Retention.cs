namespace OzFunctions.Benchmarks.Chaos.Troubles;

/// <summary>An administrator starts retention, which removes the folders of the past phase.</summary>
internal sealed class Retention : IChaosTrouble
{
    /// <summary>The route, with the confirmation that the clock is right: the servers' clock runs faster than the storage's.</summary>
    public const string Route = "retention?clockConfirmed=true";

    /// <inheritdoc/>
    public Task MakeAsync(ChaosScene scene) => scene.Client.StartAsync(Route);

    /// <inheritdoc/>
    public override string ToString() => "retention";
}
