namespace OzFunctions.Benchmarks.Isolation;

/// <summary>The results of a comparison.</summary>
/// <param name="Case">The comparison.</param>
/// <param name="Control">The server whose endpoint <c>bad</c> is healthy.</param>
/// <param name="Troubled">The server whose endpoint <c>bad</c> fails.</param>
/// <param name="Release">How <c>bad</c> received after its recovery what it was owed.</param>
internal sealed record IsolationFigures(IsolationCase Case, IsolationSide Control, IsolationSide Troubled, ReleaseFigures Release);
