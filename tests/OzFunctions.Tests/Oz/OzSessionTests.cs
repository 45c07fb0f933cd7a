using System.Text.Json;
using OzFunctions.Web.Oz;

namespace OzFunctions.Tests.Oz;

/// <summary>A session is used until it ends by Oz's clock, whatever our clock is.</summary>
public sealed class OzSessionTests : IAsyncLifetime
{
    private OzBench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await OzBench.StartAsync();

    public async ValueTask DisposeAsync() => await _bench.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(-16)]
    [InlineData(16)]
    [InlineData(-180)]
    public async Task Session_OfAnOzWithAnotherClock_IsRenewedBeforeItEnds(int offsetMinutes)
    {
        _bench.Oz.DateOffset = TimeSpan.FromMinutes(offsetMinutes);
        for (var i = 0; i < 5; i++)
        {
            Assert.Null(await OzBench.AskAsync(_bench.First));
        }

        Assert.Equal((1, 0), (_bench.Oz.Logins, _bench.Oz.Renewals));
        _bench.Clock.Advance(_bench.Oz.TokensLast - TimeSpan.FromSeconds(59));

        Assert.Null(await OzBench.AskAsync(_bench.First));
        Assert.Equal((1, 1), (_bench.Oz.Logins, _bench.Oz.Renewals));
    }

    [Theory]
    [InlineData("1780318800", 1_780_318_800L)]
    [InlineData("1780318800000", 1_780_318_800L)]
    [InlineData("\"2026-06-01T13:00:00\"", 1_780_318_800L)]
    [InlineData("1e300", null)]
    [InlineData("-1", null)]
    [InlineData("\"soon\"", null)]
    [InlineData("{\"at\":[1]}", null)]
    [InlineData("null", null)]
    public void EndOfASession_IsReadInTheFormatsOfOz_AndIsUnknownOtherwise(string text, long? expected) => Assert.Equal(
        expected, JsonSerializer.Deserialize($$"""{"access_token":"a","expire_date":{{text}},"expire_token":"b"}""", OzContext.Default.OzToken)!.ExpireDate?.ToUnixTimeSeconds());
}
