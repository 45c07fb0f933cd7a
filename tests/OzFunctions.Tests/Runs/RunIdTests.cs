using OzFunctions.Core.Runs;

namespace OzFunctions.Tests.Runs;

public sealed class RunIdTests
{
    [Fact]
    public void Id_ReadsBackAsItWasWritten()
    {
        var id = RunId.New(RunKinds.Erase, new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero), Guid.NewGuid());

        Assert.Equal(id, RunId.TryParse($"{id}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("erase")]
    [InlineData("pray.2516068160285066838-246e86f4")]
    [InlineData("erase.2516068160285066838-246e86f")]
    [InlineData("erase.2516068160285066838-246e86fg")]
    [InlineData("erase.2516068160285066838-246E86F4")]
    [InlineData("erase.2516068160285066838'246e86f4")]
    [InlineData("erase.2516068160285066838-246e86f4.1")]
    [InlineData("erase.251606816028506683a-246e86f4")]
    [InlineData("erase.-516068160285066838-246e86f4")]
    [InlineData("erase.2516068160285066838-246e-6f4")]
    [InlineData("erase.25160681602850668380246e86f4")]
    [InlineData("erase.9516068160285066838-246e86f4")]
    [InlineData("erase.3155378976000000000-246e86f4")]
    public void Text_OfAnotherForm_IsNoId(string text) => Assert.Null(RunId.TryParse(text));
}
