using OzFunctions.Core.Statuses;

namespace OzFunctions.Tests.Statuses;

public sealed class StatusWordTests
{
    [Theory]
    [InlineData("SUCCESS", Status.Success)]
    [InlineData("success", Status.Success)]
    [InlineData("Operator_Required", Status.OperatorRequired)]
    [InlineData("processing", Status.Processing)]
    public void Word_InAnyLetterCase_IsKnownAndUpperCased(string text, Status expected)
    {
        var word = StatusWord.Parse(text);

        Assert.Equal(expected, word.Known);
        Assert.Equal(text.ToUpperInvariant(), word.Text);
    }

    [Fact]
    public void Word_NobodyKnows_IsKeptAsItCame()
    {
        var word = StatusWord.Parse("Something_New");

        Assert.Null(word.Known);
        Assert.Equal("Something_New", word.Text);
    }

    [Fact]
    public void Word_OfEachStatus_ReadsBackAsThatStatus() =>
        Assert.All(Enum.GetValues<Status>(), status => Assert.Equal(status, StatusWord.Parse(StatusWord.Of(status).Text).Known));
}
