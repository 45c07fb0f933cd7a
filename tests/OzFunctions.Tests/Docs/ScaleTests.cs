using System.Globalization;
using OzFunctions.Benchmarks.Scale.Page;
using OzFunctions.Tests.Builders;
using OzFunctions.Web.Oz;
using OzFunctions.Web.Removal;

namespace OzFunctions.Tests.Docs;

/// <summary>The scale page is the one computed from the checked-in counts.</summary>
public sealed class ScaleTests
{
    private const string Counts = "docs/scale.json";
    private const string Written = "docs/scale.md";

    [Fact]
    public void Page_IsComputedFromTheCounts() => Assert.Equal(ScalePage.Of(ScaleCounts.Read(Repository.Read(Counts))), Repository.Read(Written));

    [Fact]
    public void Counts_RoundTrip() => Assert.Equal(Repository.Read(Counts), ScaleCounts.Read(Repository.Read(Counts)).Write());

    [Fact]
    public void SettingsInTheComputation_AreTheDefaults()
    {
        Assert.Equal(ScaleLoad.DaysKept, new RetentionOptions().Days);
        Assert.Equal(new OzOptions().RequestsPerSecond, ScaleLimit.Oz(ScaleCounts.Read(Repository.Read(Counts))).ASecond);
    }

    [Fact]
    public void EachLimit_IsReachedAtTheStatedVolume()
    {
        var stated = Repository.Read(Written).Split("| met at, million folders a day |\n")[1].Split("\n\n")[0].Split('\n')[1..]
            .Select(static row => row.Trim('|', ' ').Split(" | ")).ToDictionary(static cells => cells[0], static cells => 1_000_000 * double.Parse(cells[^1], CultureInfo.InvariantCulture));
        var limits = ScaleLimit.All(ScaleCounts.Read(Repository.Read(Counts)));

        Assert.Equal(limits.Select(static limit => limit.Part), stated.Keys);
        Assert.All(limits, limit =>
        {
            var load = new ScaleLoad(new ScaleCounts(), stated[limit.Part]);

            // The page states two digits of each volume.
            Assert.InRange(limit.OfAFolder * (limit.IsOfThePeak ? load.Peak : load.Mean) / limit.ASecond, 0.95, 1.05);
        });
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.0436, "0.044")]
    [InlineData(3.996, "4")]
    [InlineData(12.6, "13")]
    [InlineData(999.7, "1,000")]
    [InlineData(14_499_999, "14,500,000")]
    public void Figure_HasSignificantDigitsOnly(double value, string text) => Assert.Equal(text, Figures.Of(value));
}
