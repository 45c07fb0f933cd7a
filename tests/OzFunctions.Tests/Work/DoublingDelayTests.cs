using OzFunctions.Core;

namespace OzFunctions.Tests.Work;

public sealed class DoublingDelayTests
{
    private static readonly DoublingDelay Delay = new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 10)]
    [InlineData(5, 160)]
    [InlineData(6, 300)]
    [InlineData(7, 300)]
    [InlineData(int.MaxValue, 300)]
    public void Delay_DoublesUpToItsLimit(int times, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Delay.After(times));

    [Fact]
    public void Delay_WhoseFirstIsOverItsLimit_IsTheLimit() =>
        Assert.Equal(TimeSpan.FromHours(24), new DoublingDelay(TimeSpan.FromDays(2), TimeSpan.FromHours(24)).After(0));
}
