using System.Globalization;

namespace OzFunctions.Benchmarks.Scale;

/// <summary>The options of a scale run.</summary>
/// <param name="Hours">How many hours the larger world has run, at a thousand folders an hour.</param>
/// <param name="Writes">Whether to store the counts and write the page.</param>
internal sealed record ScaleOptions(int Hours, bool Writes)
{
    private const int Million = 1_000;

    /// <summary>Parses the command line.</summary>
    /// <param name="args">Empty; <c>--write</c>; or <c>--hours 100</c> for a trial with fewer folders.</param>
    /// <returns>The options.</returns>
    /// <exception cref="ArgumentException">An argument is not valid.</exception>
    public static ScaleOptions Read(string[] args) => args switch
    {
        [] => new(Million, Writes: false),
        ["--write"] => new(Million, Writes: true),
        ["--hours", var hours] => new(int.Parse(hours, CultureInfo.InvariantCulture), Writes: false),
        _ => throw new ArgumentException($"'{string.Join(' ', args)}' is neither --write nor --hours with a number."),
    };
}
