using Microsoft.AspNetCore.Http;
using OzFunctions.OzSimulator;

namespace OzFunctions.Benchmarks.Chaos.Troubles;

/// <summary>Oz ends all sessions and refuses the account: the password is wrong, or the user is blocked.</summary>
internal sealed class OzBlock : IChaosTrouble
{
    private const int Longest = 2_000;

    private static readonly OzRefusal[] Refusals = [new(StatusCodes.Status401Unauthorized, 15), new(StatusCodes.Status403Forbidden, 211)];

    // No login is tried for a quarter of an hour after one was refused.
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(20);

    /// <inheritdoc/>
    public async Task MakeAsync(ChaosScene scene)
    {
        var oz = scene.World.Oz;
        scene.World.CalmAfter = Remembered;
        oz.LoginRefusal = Refusals[scene.Random.Next(Refusals.Length)];
        oz.EndAllSessions();
        await scene.WaitAsync(Longest);
        oz.LoginRefusal = null;
    }

    /// <inheritdoc/>
    public override string ToString() => "Oz block";
}
