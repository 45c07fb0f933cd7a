using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Oracle;

namespace OzFunctions.Tests.Folders;

public sealed class FolderOracleTests
{
    private const int Folders = 100_000 / Tries.Divisor;

    [Fact]
    public void RandomFolders_InAnyOrderOfTheirCopies_AreWhatTheOracleSays()
    {
        for (var seed = 0; seed < Folders; seed++)
        {
            var random = new RandomFolder(seed);
            var copies = random.Copies(most: 8);
            var twice = random.Shuffle(copies.Concat(copies));

            var records = Payloads.Merge(twice.Select(static copy => Payloads.Read(PayloadJson.Folder([PayloadJson.Analysis(copy)])).Records));

            AssertAgree(FolderOracle.Of(copies), records, seed);
        }
    }

    private static void AssertAgree(OracleFolder oracle, FolderRecords records, int seed)
    {
        var result = FolderResult.Of(records);
        var expected = string.Join('\n', oracle.Analyses
            .Select(static analysis => $"{analysis.AnalysisId} {analysis.GroupId} {analysis.Type} {analysis.TimeCreated:O} {analysis.TimeUpdated:O} {analysis.FinishedAt:O} {analysis.Result}")
            .Concat(oracle.Groups.Select(static group => $"{group.GroupId} {group.Result} {group.FinishedAt:O}"))
            .Append($"{oracle.ResolutionStatus}/{oracle.SystemResolution}"));
        var actual = string.Join('\n', records.Analyses
            .Select(static analysis => $"{analysis.AnalysisId} {analysis.GroupId} {analysis.Type} {analysis.TimeCreated:O} {analysis.Latest.TimeUpdated:O} {analysis.FinishedAt:O} {Word(analysis.Result)}")
            .Concat(result.Groups.OrderBy(static group => group.GroupId, StringComparer.Ordinal).Select(static group => $"{group.GroupId} {Word(group.Result)} {group.FinishedAt:O}"))
            .Append($"{Word(result.Statuses.ResolutionStatus)}/{Word(result.Statuses.SystemResolution)}"));

        Assert.True(expected == actual, $"Seed {seed}. The oracle says:\n{expected}\n\nand we:\n{actual}");
    }

    private static string Word(Status status) => StatusWord.Of(status).Text;
}
