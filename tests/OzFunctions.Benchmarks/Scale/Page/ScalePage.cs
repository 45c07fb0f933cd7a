namespace OzFunctions.Benchmarks.Scale.Page;

/// <summary>The scale page.</summary>
internal static class ScalePage
{
    /// <summary>The numbers of folders a day of the tables.</summary>
    internal static readonly double[] Volumes = [100_000, 1_000_000, 10_000_000];

    /// <summary>Computes the page.</summary>
    /// <param name="counts">The counts, which must be complete.</param>
    /// <returns>The page, as Markdown.</returns>
    public static string Of(ScaleCounts counts)
    {
        var limits = ScaleLimit.All(counts);
        return $"""
            # How far it scales

            For operators who plan capacity: how many folders a day one deployment with one storage account takes, which limit it meets first, and what that costs a month. Every number is computed from
            requests that were counted, and from limits and prices that Microsoft documents. Nothing here was measured on Azure.

            A folder is taken to have {Figures.Of(counts.Life!.Webhooks)} webhooks and two endpoints that are told of each result, and the peak of a day to be {ScaleLoad.PeakFactor} times its mean. Two of a hundred folders wait for a person.

            {ByVolume(counts)}

            **The first limit is {limits[0].Part}, at {Figures.Millions(limits[0].MetAt)} million folders a day.** The limits are in the next table, the one that is met first before the others.

            All counts are of the mode `Trust`, and `Oz:RequestsPerSecond` is a limit of each process. In the mode `Verify` each webhook asks Oz as well: a folder then takes {Figures.Of(ScaleLimit.OzInVerify(counts).OfAFolder)} questions, and one process with the default
            keeps up with {Figures.Millions(ScaleLimit.OzInVerify(counts).MetAt)} million folders a day.

            {Limits(limits)}

            A limit that must hold at the peak is compared with the peak, and work that can wait, as comparing and removing, with the mean of a day. The rates of these two are of the machine that measured them: two
            cores, which the storage emulator shared. `Oz:RequestsPerSecond` is {Figures.Of(ScaleLimit.Oz(counts).ASecond)} by default; ask Oz before you raise it. In [some regions]({Links.Account}) an account takes {Figures.Whole(AzureFigures.AccountRequestsInLargeRegions)} requests a second.

            {ScaleEndpoints.Of(counts)}

            {ScaleHistory.Of(counts)}

            ## What does not grow

            Requests, and rows that the storage looks over for them, at a thousand folders and at a million (both worlds take a thousand folders an hour; the larger one has run for longer). Where they differ, the second number is that at a million.

            {Cases(counts)}

            ## What a folder costs

            {Parts(counts)}

            Of all its requests, {Figures.Of(ScaleLoad.TableRequestsOf(counts))} go to tables and {Figures.Of(ScaleLoad.QueueRequestsOf(counts))} to queues. It is looked at {Figures.Of(counts.Aftercare!.Looks)} times after its verdict, with {Figures.Of(counts.Aftercare.Oz)} requests to Oz, and takes {Figures.Of(counts.Life.StoredBytes)} bytes while it is kept.
            Where many folders arrive at once, their writes to a partition share requests, so a busy system needs fewer.

            {ScaleSources.Of(counts)}

            """.ReplaceLineEndings("\n");
    }

    private static string ByVolume(ScaleCounts counts)
    {
        ScaleLoad[] loads = [.. Volumes.Select(volume => new ScaleLoad(counts, volume))];
        var account = ScaleLimit.Account(counts);
        var partition = ScaleLimit.All(counts).First(static limit => limit.Unit == "entities");
        var queue = ScaleLimit.Queue(counts);
        return Figures.Table(
            ["folders a day", .. Volumes.Select(static volume => $"{Figures.Millions(volume)} million")],
            [
                Row("webhooks a second, at the peak", static load => load.Webhooks),
                Row($"requests a second to the account, at the peak (limit {Figures.Whole(AzureFigures.AccountRequests)})", load => load.Peak * account.OfAFolder),
                Row($"entities a second of {partition.Part}, the busiest, at the peak (limit {Figures.Whole(AzureFigures.PartitionEntities)})", load => load.Peak * partition.OfAFolder),
                Row($"messages a second of {queue.Part}, the busiest, at the peak (limit {Figures.Whole(AzureFigures.QueueMessages)})", load => load.Peak * queue.OfAFolder),
                Row("requests to Oz a day", static load => load.OzRequests),
                Row("executions a month", static load => load.Executions),
                Row("dollars a month: requests to tables", static load => load.TableCost),
                Row("dollars a month: requests to queues", static load => load.QueueCost),
                Row("dollars a month: executions", static load => load.ExecutionCost),
                Row($"dollars a month: memory of instances ({string.Join(", ", loads.Select(static load => Figures.Of(load.Instances)))} busy on the mean)", static load => load.MemoryCost),
                Row($"dollars a month: capacity, after {ScaleLoad.DaysKept} days ({string.Join(", ", loads.Select(static load => Figures.Of(load.Gigabytes)))} GB)", static load => load.CapacityCost),
                Row("**dollars a month in all**", static load => load.Cost),
            ]);

        IReadOnlyList<string> Row(string what, Func<ScaleLoad, double> value) => [what, .. loads.Select(load => Figures.Of(value(load)))];
    }

    private static string Limits(IEnumerable<ScaleLimit> limits) => Figures.Table(
        ["limit", "a folder takes", "there are a second", "met at, million folders a day"],
        limits.Select(static limit => (IReadOnlyList<string>)[limit.Part, $"{Figures.Of(limit.OfAFolder)} {limit.Unit}", Figures.Of(limit.ASecond), Figures.Millions(limit.MetAt)]));

    private static string Cases(ScaleCounts counts) => Figures.Table(
        ["", "requests to storage", "rows looked over", "requests to Oz"],
        counts.Cases.Select(static one => (IReadOnlyList<string>)
        [
            one.Key.StartsWith("GET ", StringComparison.Ordinal) ? $"`{one.Key}`" : one.Key,
            Both(one.Value, static requests => requests.Tables + requests.Queues),
            Both(one.Value, static requests => requests.LookedOver),
            Both(one.Value, static requests => requests.Oz),
        ]));

    private static string Both(CaseCounts one, Func<Requests, long> value) =>
        value(one.Few) == value(one.Many) ? Figures.Whole(value(one.Few)) : $"{Figures.Whole(value(one.Few))}, then **{Figures.Whole(value(one.Many))}**";

    private static string Parts(ScaleCounts counts) => Figures.Table(
        ["", "requests until the verdict is told", "entities", "partitions for the folders of an hour", "requests after that"],
        [
            .. counts.Life!.Tables.Keys.Union(counts.Aftercare!.Tables.Keys).Order(StringComparer.Ordinal).Select(table => (IReadOnlyList<string>)
            [
                $"`{table}`",
                Figures.Of(counts.Life.Tables.GetValueOrDefault(table)?.Requests ?? 0),
                Figures.Of(counts.Life.Tables.GetValueOrDefault(table)?.Entities ?? 0),
                counts.Life.Tables.TryGetValue(table, out var part) ? part.Partitions is { } partitions ? Figures.Whole(partitions) : "as many as folders" : "",
                Figures.Of(counts.Aftercare.Tables.GetValueOrDefault(table)?.Requests ?? 0),
            ]),
            .. counts.Life.Queues.Where(static queue => queue.Value.Requests > 0).Select(static queue => (IReadOnlyList<string>)[$"`{queue.Key}`", Figures.Of(queue.Value.Requests), "", "", ""]),
            ["removal", "", "", "", Figures.Of(counts.Retention!.TablesPerFolder)],
        ]);
}
