using System.Text.Json.Nodes;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Oracle;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>Random webhooks for a number of folders, and the oracle's results for them.</summary>
internal sealed class RandomWebhooks
{
    private readonly Dictionary<string, List<OraclePayload>> _told = [];
    private readonly List<string> _bodies = [];

    public RandomWebhooks(int seed, int folders, int webhooks, string prefix)
    {
        var random = new RandomFolder(seed);
        for (var i = 0; i < webhooks; i++)
        {
            var folderId = $"{prefix}-{i % folders}";
            if (!_told.TryGetValue(folderId, out var known))
            {
                _told[folderId] = known = [];
            }

            // One in four is a duplicate.
            if (_bodies.Count > folders && random.Next(4) == 0)
            {
                _bodies.Add(_bodies[random.Next(_bodies.Count)]);
                continue;
            }

            var copies = random.Copies(most: 1);
            known.Add(new OraclePayload { Analyses = copies });
            _bodies.Add(PayloadJson.Folder(copies.Select(PayloadJson.Analysis), id: folderId).ToJsonString());
        }

        Bodies = random.Shuffle(_bodies);
    }

    public IReadOnlyList<string> Bodies { get; }

    /// <summary>Checks every folder against the oracle, and that its history is complete.</summary>
    public async Task AssertStoredAsync(HttpClient client, CancellationToken cancellationToken)
    {
        foreach (var (folderId, told) in _told)
        {
            var expected = FolderOracle.Of(told).Verdict;
            var folder = JsonNode.Parse(await client.GetStringAsync($"folders/{folderId}", cancellationToken))!;
            Assert.Equal(
                $"{expected.ResolutionStatus}/{expected.SystemResolution}/{expected.WorstResolution}",
                $"{folder["resolutionStatus"]}/{folder["systemResolution"]}/{folder["worstResolution"]}");
            Assert.Equal(
                expected.Analyses.Select(static analysis => $"{analysis.AnalysisId} {analysis.GroupId} {analysis.Result}"),
                folder["analyses"]!.AsArray().Select(static analysis => $"{analysis!["analysisId"]} {analysis["groupId"]} {analysis["result"]}"));

            var history = JsonNode.Parse(await client.GetStringAsync($"folders/{folderId}/history?limit=200", cancellationToken))!;
            Assert.Equal(
                Enumerable.Range(1, (int)folder["version"]!).Reverse(),
                history["items"]!.AsArray().Select(static item => (int)item!["version"]!));
        }
    }
}
