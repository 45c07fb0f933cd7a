namespace OzFunctions.Benchmarks.Isolation;

/// <summary>What a comparison found.</summary>
/// <param name="Case">What was compared.</param>
/// <param name="Control">The server whose endpoint <c>bad</c> is well.</param>
/// <param name="Troubled">The server whose endpoint <c>bad</c> is in trouble.</param>
/// <param name="Release">What came once it was well again; null where there is no one moment of that.</param>
internal sealed record IsolationFigures(IsolationCase Case, IsolationSide Control, IsolationSide Troubled, ReleaseFigures? Release);
