using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Oracle;

namespace OzFunctions.Tests.Folders;

public sealed class FolderOracleTests
{
    private const int Folders = 30_000 / Tries.Divisor;

    [Fact]
    public void RandomFolders_InAnyOrderOfTheirPayloads_AreWhatTheOracleSays()
    {
        for (var seed = 0; seed < Folders; seed++)
        {
            var random = new RandomFolder(seed);
            var payloads = random.Payloads(most: 8);

            var (expected, actual) = (FolderOracle.Of(payloads).Verdict, Implementation.Of(random.Shuffle(payloads.Concat(payloads))));

            // Whether Oz must be asked depends on what was new in a payload, which the oracle does not see.
            Assert.True(
                $"{expected with { OwesRefresh = false }}" == $"{actual with { OwesRefresh = false }}",
                $"Seed {seed}: of\n{string.Join('\n', payloads.Select(static payload => $"{payload} {string.Join(' ', payload.Analyses ?? [])}"))}\nthe oracle says\n{expected}\nand the code\n{actual}");
        }
    }
}
