namespace OzFunctions.Benchmarks.Chaos.Troubles;

/// <summary>An administrator has what is too old removed: the folders of the past.</summary>
internal sealed class Retention : IChaosTrouble
{
    /// <summary>The route, for who is sure of the clock: the servers' runs faster than that of the storage.</summary>
    public const string Route = "retention?clockConfirmed=true";

    /// <inheritdoc/>
    public Task MakeAsync(ChaosScene scene) => scene.Client.StartAsync(Route);

    /// <inheritdoc/>
    public override string ToString() => "retention";
}
