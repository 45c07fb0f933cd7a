using System.Globalization;
using Microsoft.AspNetCore.Http;
using OzFunctions.Core;
using OzFunctions.Web.Http;

namespace OzFunctions.Benchmarks.Fuzz.Continuations;

/// <summary>A list with a filter, which is read as its handler does.</summary>
/// <param name="path">The path of its requests.</param>
/// <param name="filter">Their query string, without <c>?</c>.</param>
/// <param name="isOfDay">Whether it belongs to a day.</param>
/// <param name="readAsync">Reads a page from a position: of each item whether it is one of this list.</param>
internal sealed class FuzzList(string path, string filter, bool isOfDay, Func<DateOnly, string?, int, Task<PageOf<bool>>> readAsync)
{
    private static readonly DateOnly Today = new(2026, 6, 1);

    /// <summary>The continuations of its pages of one and two items.</summary>
    public IReadOnlyList<string> Continuations { get; private set; } = [];

    /// <summary>A request for a page.</summary>
    /// <param name="continuation">The continuation; null for the first page.</param>
    /// <returns>The request.</returns>
    public HttpRequest Request(string? continuation)
    {
        var text = continuation is null ? filter : $"limit=2&{filter}&{ListContinuation.Name}={Uri.EscapeDataString(continuation)}";
        return new DefaultHttpContext { Request = { Path = path, QueryString = new QueryString($"?{text}") } }.Request;
    }

    /// <summary>Reads the page of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limit">The most items.</param>
    /// <returns>Of each item whether it is one of this list; and the next page's continuation.</returns>
    /// <exception cref="InvalidContinuationException">The continuation is not ours, or belongs to another list.</exception>
    public PageOf<bool> Read(HttpRequest request, int limit)
    {
        var (day, from) = isOfDay ? ListContinuation.Read(request, Today) : (Today, ListContinuation.Read(request));
        var page = readAsync(day, from, limit).GetAwaiter().GetResult();
        return new PageOf<bool>(page.Items, isOfDay ? ListContinuation.Write(request, day, page.Next) : ListContinuation.Write(request, page.Next));
    }

    /// <summary>A continuation with the mark of this list, as nobody but who knows how it is made can send it.</summary>
    /// <param name="position">The position in it.</param>
    /// <param name="random">Chooses the day of a list that has one.</param>
    /// <returns>The continuation.</returns>
    public string Forge(string position, Random random) => isOfDay && !random.Once(4)
        ? ListContinuation.Write(Request(null), Today.AddDays(-random.Next(3)), position)!
        : ListContinuation.Write(Request(null), position)!;

    /// <summary>Reads the whole list in pages of one and of two items, and keeps their continuations.</summary>
    /// <returns>The list.</returns>
    /// <exception cref="InvalidOperationException">It cannot be continued.</exception>
    public FuzzList Walked()
    {
        var found = new List<string>();
        foreach (var limit in (int[])[1, 2])
        {
            for (var page = Read(Request(null), limit); page.Next is { } next; page = Read(Request(next), limit))
            {
                found.Add(next);
            }
        }

        Continuations = found;
        return found.Count > 0 ? this : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The list {path}?{filter} has one page."));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{path}?{filter}";
}
