namespace OzFunctions.Benchmarks.Scale.Page;

/// <summary>The earlier limits and their replacements.</summary>
internal static class ScaleHistory
{
    private const string Index = "OzFolderIndex";

    /// <summary>Computes this part of the page.</summary>
    /// <param name="counts">The counts.</param>
    /// <returns>The part, as Markdown.</returns>
    public static string Of(ScaleCounts counts) => $"""
        ## What broke before

        An earlier version broke at these volumes, which were computed in the same way. What takes its place, and where that is met:

        {Figures.Table(["part", "broke near, million folders a day", "now"], Rows(counts))}
        """;

    private static IEnumerable<IReadOnlyList<string>> Rows(ScaleCounts counts)
    {
        var (due, recent) = (counts.Cases[CaseNames.NothingDue], counts.RecentCounted * ScaleLoad.PeakFactor * 10_000_000 / 24);
        yield return ["rows of the due list, looked over by each run", "0.1, after months", due.Few.LookedOver == due.Many.LookedOver
            ? $"does not grow: a run with nothing due looks over {Figures.Whole(due.Many.LookedOver)} rows"
            : $"**grows**: a run with nothing due looks over {Figures.Whole(due.Few.LookedOver)} rows at a thousand folders, and {Figures.Whole(due.Many.LookedOver)} at a million"];
        yield return ["counts of today", "0.24", $"of the folders of the last hour {Figures.Of(counts.RecentCounted)} rows each are looked over: at 10 million a day and at the peak {Figures.Of(recent)}, which is {Figures.Of(recent / AzureFigures.PageRows)} requests, and {Figures.Of(recent / AzureFigures.PartitionEntities)} s at the rate of a partition. An hour that is over is read from one row"];
        yield return ["looks at each settled folder, 20 a second", "0.3 to 0.4", $"{Figures.Of(counts.Aftercare!.Oz)} requests to Oz for a folder: met at {Figures.Millions(ScaleLimit.Oz(counts).MetAt)} million"];
        yield return ["retention", "0.45", $"{Figures.Of(counts.Retention!.TablesPerFolder)} requests for a folder; {Figures.Of(counts.Retention.FoldersASecond)} folders a second on the machine that measured it, which keeps up with {Figures.Millions(ScaleLimit.Retention(counts).MetAt)} million"];
        yield return ["list of created folders, one page after another", "4", $"{Figures.Of(counts.Pass!.FoldersASecond)} folders a second on the machine that measured it, {Figures.Of(counts.Pass.OzPerHundred)} requests to Oz for a hundred, and at most {Figures.Of(counts.Pass.MiB)} MiB of memory: keeps up with {Figures.Millions(ScaleLimit.Pass(counts).MetAt)} million"];
        yield return ["one queue, 2,000 messages a second", "4 to 5, and far earlier with an endpoint that fails", $"{Figures.Of(ScaleLimit.Queue(counts).OfAFolder)} messages for a folder in the busiest of four: met at {Figures.Millions(ScaleLimit.Queue(counts).MetAt)} million. What waits for an endpoint is rows and no messages"];
        yield return ["one index partition for a day", "5, at the peak", $"{Figures.Of(ScaleLimit.Partition(counts, Index).OfAFolder)} entities for a folder in the partition of the hour: met at {Figures.Millions(ScaleLimit.Partition(counts, Index).MetAt)} million"];
        yield return ["the account, 10 to 15 requests for a change", "11", $"{Figures.Of(ScaleLimit.Account(counts).OfAFolder)} requests for a folder, from its first webhook to its removal: met at {Figures.Millions(ScaleLimit.Account(counts).MetAt)} million"];
    }
}
