using Microsoft.AspNetCore.Http;
using OzFunctions.Core;
using OzFunctions.Web.Http;

namespace OzFunctions.Tests.Web;

/// <summary>A continuation is valid only for its list.</summary>
public sealed class ListContinuationTests
{
    private const string Path = "/api/webhooks/rejected";

    private static readonly DateOnly Today = new(2026, 11, 28);

    [Fact]
    public void ListOfToday_WhoseDayIsOver_GoesOnWithThatDay()
    {
        var next = ListContinuation.Write(RequestOf(Path, ""), Today, "place.2");

        var read = ListContinuation.Read(RequestOf(Path, $"?limit=3&code=key&continuation={next}"), Today.AddDays(1));

        Assert.Equal((Today, "place.2"), read);
    }

    [Fact]
    public void ListOfADay_WithoutAContinuation_BeginsWithThatDayOrToday()
    {
        Assert.Equal((Today, null), ListContinuation.Read(RequestOf(Path, ""), Today));
        Assert.Equal((new DateOnly(2026, 11, 1), null), ListContinuation.Read(RequestOf(Path, "?day=2026-11-01"), Today));
    }

    [Theory]
    [InlineData("/api/webhooks/rejected", "day=2026-11-27&")]
    [InlineData("/api/webhooks/rejected", "day=2026-11-28&")]
    [InlineData("/api/folders", "")]
    [InlineData("/api/folders/f1/history", "")]
    public void Continuation_OfAnotherListOrFilter_IsRefused(string path, string filter)
    {
        var next = ListContinuation.Write(RequestOf(Path, ""), Today, "place");

        Assert.Throws<InvalidContinuationException>(() => ListContinuation.Read(RequestOf(path, $"?{filter}continuation={next}"), Today));
    }

    [Fact]
    public void Continuation_AlteredAnywhere_IsRefused()
    {
        var next = ListContinuation.Write(RequestOf(Path, ""), Today, "place")!;

        Assert.All(next.Index(), letter => Assert.False(ListContinuation.IsOf(RequestOf(Path, ""), $"{next[..letter.Index]}~{next[(letter.Index + 1)..]}")));
        Assert.All(Enumerable.Range(0, next.Length), length => Assert.False(ListContinuation.IsOf(RequestOf(Path, ""), next[..length])));
        Assert.True(ListContinuation.IsOf(RequestOf(Path, ""), next));
    }

    [Fact]
    public void Continuation_OfAKeyThatDiffersInLetterCase_IsRefused()
    {
        var next = ListContinuation.Write(RequestOf("/api/folders", "?meta.order=7"), "place")!;

        Assert.True(ListContinuation.IsOf(RequestOf("/api/folders", "?limit=2&meta.order=7"), next));
        Assert.False(ListContinuation.IsOf(RequestOf("/api/folders", "?meta.Order=7"), next));
    }

    [Fact]
    public void LastPage_HasNone() => Assert.Null(ListContinuation.Write(RequestOf(Path, ""), Today, next: null));

    private static HttpRequest RequestOf(string path, string query) => new DefaultHttpContext { Request = { Path = path, QueryString = new QueryString(query) } }.Request;
}
