using System.Globalization;

namespace OzFunctions.Benchmarks.Scale.Page;

/// <summary>Writes numbers as people read them: with no more digits than the counts bear.</summary>
internal static class Figures
{
    private const double Million = 1_000_000;

    /// <summary>Writes a number.</summary>
    /// <param name="value">The number, not negative.</param>
    /// <returns>Two digits of a small one, three of a large one.</returns>
    public static string Of(double value) => value switch
    {
        0 => "0",
        < 10 => Text(Rounded(value, 2), "0.####"),
        < 1_000 => Text(Math.Round(value), "N0"),
        _ => Text(Rounded(value, 3), "N0"),
    };

    /// <summary>Writes a large number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>It in millions, with two digits.</returns>
    public static string Millions(double value) => Text(Rounded(value / Million, 2), value < 10 * Million ? "0.##" : "N0");

    /// <summary>Writes a whole number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>All its digits.</returns>
    public static string Whole(long value) => Text(value, "N0");

    /// <summary>Writes a table.</summary>
    /// <param name="heading">The heading of each column.</param>
    /// <param name="rows">The rows.</param>
    /// <returns>The table, as Markdown.</returns>
    public static string Table(IReadOnlyList<string> heading, IEnumerable<IReadOnlyList<string>> rows) =>
        string.Join('\n', rows.Prepend([.. heading.Select(static _ => "---")]).Prepend(heading).Select(static row => $"| {string.Join(" | ", row)} |"));

    private static double Rounded(double value, int digits)
    {
        var unit = Math.Pow(10, Math.Floor(Math.Log10(value)) + 1 - digits);
        return Math.Round(value / unit) * unit;
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
