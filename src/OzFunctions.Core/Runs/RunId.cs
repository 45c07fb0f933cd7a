using System.Globalization;

namespace OzFunctions.Core.Runs;

/// <summary>The id of a run: its kind, and a part that sorts the newest run first.</summary>
/// <param name="Kind">A value of <see cref="RunKinds"/>.</param>
/// <param name="Order">The remaining ticks until <see cref="DateTime.MaxValue"/> in 19 digits, a hyphen, and eight random hexadecimal digits.</param>
public sealed record RunId(string Kind, string Order)
{
    private const char Separator = '.';
    private const int TimeLength = 19;

    /// <summary>When it was created, UTC.</summary>
    public DateTimeOffset At => new(DateTime.MaxValue.Ticks - long.Parse(Order[..TimeLength], CultureInfo.InvariantCulture), TimeSpan.Zero);

    /// <summary>Creates an id.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="random">Distinguishes runs created at the same time.</param>
    /// <returns>The id.</returns>
    public static RunId New(string kind, DateTimeOffset now, Guid random) =>
        new(kind, string.Create(CultureInfo.InvariantCulture, $"{DateTime.MaxValue.Ticks - now.UtcTicks:D19}-{random.ToString("N")[..8]}"));

    /// <summary>Parses an id.</summary>
    /// <param name="text">The text that <see cref="ToString"/> returned.</param>
    /// <returns>The id, or null when the text is not an id.</returns>
    public static RunId? TryParse(string text) =>
        text.Split(Separator) is [var kind, { Length: TimeLength + 1 + 8 } order]
        && RunKinds.All.Contains(kind)
        && long.TryParse(order.AsSpan(0, TimeLength), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
        && ticks <= DateTime.MaxValue.Ticks
        && order[TimeLength] == '-'
        && order.Skip(TimeLength + 1).All(char.IsAsciiHexDigitLower)
            ? new RunId(kind, order)
            : null;

    /// <inheritdoc/>
    public override string ToString() => $"{Kind}{Separator}{Order}";
}
