namespace OzFunctions.Benchmarks.Isolation;

/// <summary>One figure in the table of results.</summary>
/// <param name="What">The name of the figure.</param>
/// <param name="Control">The value of the control; null if it has none.</param>
/// <param name="Troubled">The value of the server with the failing endpoint.</param>
/// <param name="Limit">The limit in words; empty if there is none.</param>
/// <param name="IsMet">Whether the value is within the limit.</param>
internal sealed record IsolationRow(string What, double? Control, double Troubled, string Limit = "", bool IsMet = true)
{
    /// <summary>The heading of the table.</summary>
    public static string Heading { get; } = $"  {"",-44}{"control",10}{"trouble",10}{"ratio",8}  limit";

    /// <summary>Creates a row whose limit is a multiple of the control's value.</summary>
    /// <param name="what">The name of the figure.</param>
    /// <param name="control">The value of the control.</param>
    /// <param name="troubled">The value of the server with the failing endpoint.</param>
    /// <param name="times">The multiple.</param>
    /// <param name="noise">The absolute difference that is always allowed.</param>
    /// <returns>The row.</returns>
    public static IsolationRow AtMostTimes(string what, double control, double troubled, double times, double noise = 0) => new(
        what,
        control,
        troubled,
        FormattableString.Invariant($"at most {times:0.0} times the control's{(noise > 0 ? $", or {noise:0} more" : "")}"),
        troubled <= Math.Max(times * control, control + noise));

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"  {What,-44}{Control,10:N1}{Troubled,10:N1}{Troubled / Control,8:F2}  {Limit}{(IsMet ? "" : "  MISSED")}").TrimEnd();

    /// <summary>Describes how the limit was exceeded.</summary>
    /// <param name="of">The comparison.</param>
    /// <returns>A sentence.</returns>
    public string Fault(string of) => FormattableString.Invariant($"With {of}, '{What}' is {Troubled:N1}{(Control is null ? "" : $" beside {Control:N1} of the control")}; the limit is {Limit}.");
}
