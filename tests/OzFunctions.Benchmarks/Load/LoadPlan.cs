using OzFunctions.Tests.Oracle;

namespace OzFunctions.Benchmarks.Load;

/// <summary>
/// Webhooks as Oz would post them for folders with four analyses in two requests and random verdicts. Each folder has three webhooks, of
/// which some are duplicated and some overtake another. The plan also has the result that the oracle expects for each folder.
/// </summary>
internal sealed class LoadPlan
{
    private const int Steps = 3;
    private const double Doubled = 0.25;
    private const double Overtaken = 0.1;

    // The number of folders in progress at once.
    private const int Spread = 100;

    private static readonly string[] Types = ["QUALITY", "BIOMETRY", "DOCUMENTS", "COLLECTION"];
    private static readonly string[] Verdicts = ["SUCCESS", "SUCCESS", "SUCCESS", "DECLINED", "OPERATOR_REQUIRED"];

    private static readonly string[] WorstFirst = ["DECLINED", "OPERATOR_REQUIRED", "SUCCESS"];

    private readonly Random _random;

    /// <summary>Creates the plan.</summary>
    /// <param name="seed">The seed; the same seed creates the same plan.</param>
    /// <param name="folders">The number of folders.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="prefix">The prefix of the folders' ids.</param>
    public LoadPlan(int seed, int folders, DateTimeOffset now, string prefix)
    {
        _random = new Random(seed);
        var placed = Enumerable.Range(0, folders).SelectMany(i => Folder($"{prefix}-{i}", i, now.AddMinutes(-10))).OrderBy(static webhook => webhook.Place);
        var steps = new Dictionary<string, (int Step, int Version)>();
        Webhooks = [.. placed.Select(webhook =>
        {
            var (last, version) = steps.GetValueOrDefault(webhook.FolderId);
            var isNew = webhook.Step > last;
            if (isNew)
            {
                steps[webhook.FolderId] = (webhook.Step, version + 1);
            }

            return new LoadWebhook(webhook.FolderId, isNew ? version + 1 : 0, isNew && (version == 0 || webhook.Step == Steps), webhook.Body);
        })];
    }

    /// <summary>The webhooks in posting order.</summary>
    public IReadOnlyList<LoadWebhook> Webhooks { get; }

    /// <summary>The expected <c>resolutionStatus</c> and <c>systemResolution</c> of each folder, separated by a slash.</summary>
    public Dictionary<string, string> Expected { get; } = [];

    private List<(string FolderId, int Step, double Place, byte[] Body)> Folder(string id, int number, DateTimeOffset began)
    {
        var (told, current) = (new List<OraclePayload>(), new Dictionary<string, OracleCopy>());
        var webhooks = new List<(string FolderId, int Step, double Place, byte[] Body)>();
        for (var step = 1; step <= Steps; step++)
        {
            foreach (var (i, type) in Types.Index())
            {
                var group = 1 + (i / 2);
                if (step == group || step == group + 1)
                {
                    var word = step == group ? "PROCESSING" : Verdicts[_random.Next(Verdicts.Length)];
                    var copy = new OracleCopy($"{id}-{i}", $"{id}-group-{group}", type, step == group ? word : "FINISHED", word, began.AddSeconds(group), began.AddSeconds(10 * step));
                    current[copy.AnalysisId] = copy;
                }
            }

            // The result that Oz reports: that of the second request, which finishes last, in the last step.
            var system = step < Steps ? "PROCESSING" : current.Values.TakeLast(Types.Length / 2).Select(static copy => copy.ResolutionStatus!).MinBy(static word => Array.IndexOf(WorstFirst, word))!;
            var resolution = step < Steps ? "PROCESSING" : "FINISHED";
            OracleCopy[] copies = [.. current.Values];
            var body = BenchmarkBodies.Folder(id, copies, resolution, system);
            told.Add(new OraclePayload
            {
                Analyses = copies,
                ResolutionStatus = resolution,
                SystemResolution = system,
                TimeCreated = copies.Min(static copy => copy.TimeCreated),
                TimeUpdated = copies.Max(static copy => copy.TimeUpdated),
            });
            var place = number + (Spread * (step + (_random.NextDouble() < Overtaken ? 1.5 : 0)));
            webhooks.Add((id, step, place, body));
            if (_random.NextDouble() < Doubled)
            {
                webhooks.Add((id, step, place + (Spread * _random.NextDouble()), body));
            }
        }

        var verdict = FolderOracle.Of(told).Verdict;
        Expected[id] = $"{verdict.ResolutionStatus}/{verdict.SystemResolution}";
        return webhooks;
    }
}
