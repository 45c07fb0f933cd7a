using Microsoft.AspNetCore.Http;

namespace OzFunctions.Benchmarks.Chaos.Troubles;

/// <summary>Oz answers every request with an error.</summary>
/// <param name="status">The HTTP status.</param>
internal sealed class OzFailure(int status) : IChaosTrouble
{
    private const int Longest = 2_000;

    /// <summary>Oz is down.</summary>
    public static readonly OzFailure Unavailable = new(StatusCodes.Status503ServiceUnavailable);

    /// <summary>Oz is asked too often.</summary>
    public static readonly OzFailure Throttled = new(StatusCodes.Status429TooManyRequests);

    /// <inheritdoc/>
    public async Task MakeAsync(ChaosScene scene)
    {
        scene.World.Oz.Fault = context =>
        {
            context.Response.StatusCode = status;
            return Task.FromResult(true);
        };
        await scene.WaitAsync(Longest);
        scene.World.Oz.Fault = static _ => Task.FromResult(false);
    }

    /// <inheritdoc/>
    public override string ToString() => $"Oz {status}";
}
