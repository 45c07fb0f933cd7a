namespace OzFunctions.Benchmarks.Isolation;

/// <summary>A figure of the table.</summary>
/// <param name="What">What it is of.</param>
/// <param name="Control">The control's; null where there is none.</param>
/// <param name="Troubled">That of the server whose endpoint is in trouble.</param>
/// <param name="Limit">What is allowed, in words; empty where it is only shown.</param>
/// <param name="IsMet">Whether it is within that.</param>
internal sealed record IsolationRow(string What, double? Control, double Troubled, string Limit = "", bool IsMet = true)
{
    /// <summary>The heading above rows.</summary>
    public static string Heading { get; } = $"  {"",-44}{"control",10}{"trouble",10}{"ratio",8}  limit";

    /// <summary>A figure that may be at most so many times the control's.</summary>
    /// <param name="what">What it is of.</param>
    /// <param name="control">The control's.</param>
    /// <param name="troubled">The other.</param>
    /// <param name="times">How many times.</param>
    /// <param name="noise">How much more is allowed at any rate.</param>
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

    /// <summary>Says that it is not within what is allowed.</summary>
    /// <param name="of">What was compared.</param>
    /// <returns>A sentence.</returns>
    public string Fault(string of) => FormattableString.Invariant($"With {of}, '{What}' is {Troubled:N1}{(Control is null ? "" : $" beside {Control:N1} of the control")}; allowed is {Limit}.");
}
