using System.Globalization;

namespace OzFunctions.Benchmarks.Scale;

/// <summary>How a scale run is made.</summary>
/// <param name="Hours">For how many hours the larger world has run, at a thousand folders an hour.</param>
/// <param name="Writes">Whether what is counted is kept, and the page of it written anew.</param>
internal sealed record ScaleOptions(int Hours, bool Writes)
{
    private const int Million = 1_000;

    /// <summary>Reads the command line.</summary>
    /// <param name="args">Nothing; <c>--write</c>; or <c>--hours 100</c> for a try with fewer folders.</param>
    /// <returns>The options.</returns>
    /// <exception cref="ArgumentException">Something else is there.</exception>
    public static ScaleOptions Read(string[] args) => args switch
    {
        [] => new(Million, Writes: false),
        ["--write"] => new(Million, Writes: true),
        ["--hours", var hours] => new(int.Parse(hours, CultureInfo.InvariantCulture), Writes: false),
        _ => throw new ArgumentException($"'{string.Join(' ', args)}' is neither --write nor --hours with a number."),
    };
}
