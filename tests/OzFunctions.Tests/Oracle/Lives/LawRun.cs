using System.Globalization;
using CsCheck;

namespace OzFunctions.Tests.Oracle.Lives;

/// <summary>Plays many lives, the same in every run, and lets CsCheck shrink the first one that breaks a law.</summary>
/// <param name="lives">The lives to play.</param>
/// <param name="byLastUpdate">Whether Oz orders groups by their last update instead of their first finish.</param>
internal sealed class LawRun(Gen<Life> lives, bool byLastUpdate)
{
    /// <summary>The number of lives for which a law is checked, unless <c>ORACLE_LIVES</c> sets another number.</summary>
    public const int Lives = 2_000;

    private const int TriesToShrink = 20_000;
    private const uint Stream = 1;

    private readonly Gen<(Life Life, int Seed)> _cases = Gen.Select(lives, Gen.Int[0, 1_000_000]);

    public static int Count => int.TryParse(Environment.GetEnvironmentVariable("ORACLE_LIVES"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : Lives;

    /// <summary>Checks a law for <paramref name="count"/> lives. Returns the smallest life found that breaks it, as a table, or null.</summary>
    public string? FindBroken(Func<PlayedLife, int, string?> law, int count)
    {
        var random = new PCG(Stream, seed: 1);
        for (var i = 0; i < count; i++)
        {
            var began = random.ToString();
            var (life, seed) = _cases.Generate(random, null, out _);
            if (law(PlayedLife.Play(life, byLastUpdate), seed) is not null)
            {
                return Shrink(law, began);
            }
        }

        return null;
    }

    private string Shrink(Func<PlayedLife, int, string?> law, string began)
    {
        // CsCheck starts with the life that broke the law, and searches for smaller ones.
        var smallest = "";
        try
        {
            _cases.Sample(tried => Broken(tried) is null, seed: began, iter: TriesToShrink, threads: 1, print: tried => smallest = Broken(tried) ?? smallest);
        }
        catch (CsCheckException)
        {
            return smallest;
        }

        throw new InvalidOperationException($"CsCheck could not reproduce the life at {began}.");

        string? Broken((Life Life, int Seed) tried) =>
            PlayedLife.Play(tried.Life, byLastUpdate) is var played && law(played, tried.Seed) is { } broken ? $"{LifeTable.Of(played)}\n{broken}" : null;
    }
}
