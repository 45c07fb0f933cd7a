namespace OzFunctions.Benchmarks.Scale.Page;

/// <summary>The cost of a case at a thousand folders and at a million.</summary>
/// <param name="Few">At a thousand.</param>
/// <param name="Many">At a million.</param>
internal sealed record CaseCounts(Requests Few, Requests Many);
