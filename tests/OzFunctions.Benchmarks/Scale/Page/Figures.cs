using System.Globalization;

namespace OzFunctions.Benchmarks.Scale.Page;

/// <summary>Formats numbers for the scale page, with no more digits than the counts justify.</summary>
internal static class Figures
{
    private const double Million = 1_000_000;

    /// <summary>Formats a number.</summary>
    /// <param name="value">The number, not negative.</param>
    /// <returns>The number with two significant digits if it is small, three if it is large.</returns>
    public static string Of(double value) => value switch
    {
        0 => "0",
        < 10 => Text(Rounded(value, 2), "0.####"),
        < 1_000 => Text(Math.Round(value), "N0"),
        _ => Text(Rounded(value, 3), "N0"),
    };

    /// <summary>Formats a large number in millions.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The number of millions, with two significant digits.</returns>
    public static string Millions(double value) => Text(Rounded(value / Million, 2), value < 10 * Million ? "0.##" : "N0");

    /// <summary>Formats a whole number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The number with all its digits.</returns>
    public static string Whole(long value) => Text(value, "N0");

    /// <summary>Formats a table.</summary>
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
