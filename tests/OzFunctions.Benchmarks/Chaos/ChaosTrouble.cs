using Microsoft.AspNetCore.Http;
using OzFunctions.Server;

namespace OzFunctions.Benchmarks.Chaos;

/// <summary>Makes trouble: each kind of it once or twice, in an order and at moments that the seed decides.</summary>
internal sealed class ChaosTrouble
{
    private const int MostStarts = 100;

    private static readonly TimeSpan BetweenStarts = TimeSpan.FromMilliseconds(100);

    private readonly ChaosWorld _world;
    private readonly Random _random;
    private readonly Func<Task>[] _deeds;

    /// <summary>Decides on an order.</summary>
    /// <param name="world">What is troubled.</param>
    /// <param name="random">Decides.</param>
    public ChaosTrouble(ChaosWorld world, Random random)
    {
        (_world, _random) = (world, random);
        _deeds = [KillAsync, KillAsync, RestartStorageAsync, () => OzAsync(StatusCodes.Status503ServiceUnavailable), () => OzAsync(StatusCodes.Status429TooManyRequests), WellForAMomentAsync];
        random.Shuffle(_deeds);
    }

    /// <summary>Makes it.</summary>
    /// <returns>A task that ends when it is over and all servers serve.</returns>
    public async Task MakeAsync()
    {
        foreach (var deed in _deeds)
        {
            await WaitAsync(most: 1_000);
            await deed();
        }

        // Who did not start because of what else was going on.
        await _world.StartServersAsync();
    }

    private async Task KillAsync()
    {
        var victim = _random.Next(ChaosWorld.Servers);
        _world.Fleet.Kill(victim);
        await WaitAsync(most: 500);
        await _world.Fleet.StartAsync(victim);
    }

    private async Task RestartStorageAsync()
    {
        await _world.StopStorageAsync();
        await WaitAsync(most: 500);
        for (var tries = 1; _world.Azurite is null; tries++)
        {
            try
            {
                await _world.StartStorageAsync();
            }
            catch (StartupException) when (tries < MostStarts)
            {
                // While it was away, somebody's connection took its port for a moment.
                await Task.Delay(BetweenStarts, TimeProvider.System);
            }
        }
    }

    private async Task OzAsync(int status)
    {
        _world.Oz.Fault = context =>
        {
            context.Response.StatusCode = status;
            return Task.FromResult(true);
        };
        await WaitAsync(most: 2_000);
        _world.Oz.Fault = static _ => Task.FromResult(false);
    }

    // Enough to close what keeps attempts from it, and to open it again.
    private async Task WellForAMomentAsync()
    {
        var sink = _world.Endpoints[1].Sink!;
        sink.Always(StatusCodes.Status204NoContent);
        await WaitAsync(most: 1_000);
        sink.Always(StatusCodes.Status500InternalServerError);
        await WaitAsync(most: 1_000);
        _world.LetOneFail();
    }

    private Task WaitAsync(int most) => Task.Delay(TimeSpan.FromMilliseconds(_random.Next(most)), TimeProvider.System);
}
