using System.Globalization;

namespace OzFunctions.Core.Runs;

/// <summary>The id of a run: its kind, and a part that sorts the newest first.</summary>
/// <param name="Kind">A value of <see cref="RunKinds"/>.</param>
/// <param name="Order">19 digits of the time until the end of time, and eight random hexadecimal digits.</param>
public sealed record RunId(string Kind, string Order)
{
    private const char Separator = '.';

    /// <summary>When it was made, UTC.</summary>
    public DateTimeOffset At => new(DateTime.MaxValue.Ticks - long.Parse(Order[..19], CultureInfo.InvariantCulture), TimeSpan.Zero);

    /// <summary>Makes an id.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="random">Keeps apart what begins at the same time.</param>
    /// <returns>The id.</returns>
    public static RunId New(string kind, DateTimeOffset now, Guid random) =>
        new(kind, string.Create(CultureInfo.InvariantCulture, $"{DateTime.MaxValue.Ticks - now.UtcTicks:D19}-{random.ToString("N")[..8]}"));

    /// <summary>Reads an id.</summary>
    /// <param name="text">What <see cref="ToString"/> wrote.</param>
    /// <returns>The id, or null when the text is none.</returns>
    public static RunId? TryParse(string text) =>
        text.Split(Separator) is [var kind, { Length: 19 + 1 + 8 } order]
        && RunKinds.All.Contains(kind)
        && order.All(static letter => char.IsAsciiHexDigitLower(letter) || letter == '-')
            ? new RunId(kind, order)
            : null;

    /// <inheritdoc/>
    public override string ToString() => $"{Kind}{Separator}{Order}";
}
