using OzFunctions.Core.Reconciliation;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Reconciliation;

/// <summary>Oz's list is read completely, however Oz pages it.</summary>
public sealed class ListingCursorTests
{
    private const int MostPages = 10_000;

    /// <summary>How a server may differ from its documentation.</summary>
    public enum Server
    {
        AsDocumented,
        TruncatesBounds,
        CapsPages,
        SortsDescending,
        DoesNotSort,
        IgnoresBounds,
        NeverSaysLast,
    }

    [Theory]
    [InlineData(Server.AsDocumented)]
    [InlineData(Server.TruncatesBounds)]
    [InlineData(Server.CapsPages)]
    [InlineData(Server.SortsDescending)]
    [InlineData(Server.DoesNotSort)]
    [InlineData(Server.IgnoresBounds)]
    [InlineData(Server.NeverSaysLast)]
    public void List_OfAnyServer_IsReadCompletely(Server server)
    {
        var random = new Random(11);
        for (var round = 0; round < 200; round++)
        {
            // Few distinct times, so that pages end between folders of the same time.
            var spread = random.Next(1, 40);
            var folders = Enumerable.Range(0, random.Next(0, 60)).Select(i => (Id: $"f{i}", At: 1_000 + Math.Round(random.NextDouble() * spread, random.Next(3)))).ToList();
            var pageSize = server is Server.SortsDescending or Server.DoesNotSort ? random.Next(10, 30) : random.Next(1, 12);
            var seen = new HashSet<string>();

            var pages = Read(ListingCursor.Of(OzTimeField.Created, At(1_000), At(1_000 + spread + 1), pageSize), cursor => Page(server, folders, cursor, random), seen);

            Assert.Equal(folders.Select(static folder => folder.Id).Order(), seen.Order());
            Assert.InRange(pages, 1, MostPages - 1);
        }
    }

    [Fact]
    public void List_ThatGrowsAndShrinksWhileItIsRead_LosesNoneThatWasThereAllTheTime()
    {
        var random = new Random(12);
        for (var round = 0; round < 300; round++)
        {
            var lasting = Enumerable.Range(0, 40).Select(i => (Id: $"f{i}", At: 1_000.0 + i)).ToList();
            var passing = Enumerable.Range(0, 20).Select(i => (Id: $"p{i}", At: 1_000.5 + (2 * i))).ToList();
            var seen = new HashSet<string>();

            Read(ListingCursor.Of(OzTimeField.Created, At(1_000), At(1_050), random.Next(4, 9)), cursor =>
            {
                // A page always holds more than one second, because within a second the position is only an offset.
                var there = lasting.Concat(passing.Where(_ => random.Next(2) == 0)).ToList();
                return Page(Server.AsDocumented, there, cursor, random);
            }, seen);

            Assert.Superset(lasting.Select(static folder => folder.Id).ToHashSet(), seen);
        }
    }

    [Theory]
    [InlineData(12)]
    [InlineData(115)]
    [InlineData(350)]
    public void ListOfBursts_TakesLittleMoreThanAPageForAHundredFolders(int perSecond)
    {
        var folders = Enumerable.Range(0, 20_000).Select(i => (Id: $"f{i:D5}", At: 1_000.0 + (i / perSecond))).ToList();
        var seen = new HashSet<string>();

        var pages = Read(ListingCursor.Of(OzTimeField.Created, At(1_000), At(9_000), pageSize: 100), cursor => Page(Server.AsDocumented, folders, cursor, new Random(13)), seen);

        Assert.Equal(folders.Count, seen.Count);
        Assert.InRange(pages, 200, 220);
    }

    [Fact]
    public void Burst_OfWhichSomeComeAndGoWhileItIsRead_LosesNoneThatWasThereAllTheTime()
    {
        var random = new Random(14);
        for (var round = 0; round < 300; round++)
        {
            // Each second has several folders of both kinds in mixed order, and a page holds more than one second.
            var lasting = Enumerable.Range(0, 60).Select(i => (Id: $"f{i:D2}", At: 1_000.0 + (i / 6) + Math.Round(random.NextDouble() * 0.9, 2))).ToList();
            var passing = Enumerable.Range(0, 30).Select(i => (Id: $"p{i:D2}", At: 1_000.0 + (i / 3) + Math.Round(random.NextDouble() * 0.9, 2))).ToList();
            var (seen, cursor) = (new HashSet<string>(), ListingCursor.Of(OzTimeField.Created, At(1_000), At(1_050), random.Next(10, 25)));
            for (var pages = 0; !cursor.IsDone; pages++)
            {
                Assert.InRange(pages, 0, 100);
                var page = Page(Server.AsDocumented, [.. lasting, .. passing.Where(_ => random.Next(2) == 0)], cursor.Next(), random);
                seen.UnionWith(cursor.Fresh(page).Items.Select(static item => item.FolderId!));
                cursor = random.Next(4) == 0 ? cursor.After(page).Paused() : cursor.After(page);
            }

            Assert.Superset(lasting.Select(static folder => folder.Id).ToHashSet(), seen);
        }
    }

    [Theory]
    [InlineData(0, 9)]
    [InlineData(0.0001, 10)]
    [InlineData(0.9, 10)]
    public void Bounds_WithFractionsOfASecond_AreExtendedToWholeSeconds(double fraction, int expected)
    {
        var cursor = ListingCursor.Of(OzTimeField.Created, At(0).AddSeconds(0.9), At(9).AddSeconds(fraction), pageSize: 4);

        Assert.Equal((At(0), At(expected)), (cursor.Next().From, cursor.Next().To));
    }

    [Fact]
    public void Bounds_AtTheEndOfTime_CanBeRequested() =>
        Assert.Equal(9999, ListingCursor.Of(OzTimeField.Created, At(0), DateTimeOffset.MaxValue, pageSize: 4).Next().To.Year);

    [Fact]
    public void Page_ThatIsTooLarge_IsHalvedAndASingleFolderIsLeftOut()
    {
        var cursor = ListingCursor.Of(OzTimeField.Created, At(0), At(9), pageSize: 4);

        cursor = cursor.AfterUnreadable().AfterUnreadable();
        Assert.Equal((1, 0), (cursor.PageSize, cursor.Offset));
        Assert.Equal((1, 1), (cursor.AfterUnreadable().PageSize, cursor.AfterUnreadable().Offset));
    }

    [Fact]
    public void Page_MovesTheEarliestTimeAndIsNotReadTwice()
    {
        var cursor = ListingCursor.Of(OzTimeField.Created, At(0), At(100), pageSize: 2).After(new OzPage([Item("a", 10), Item("b", 20)], IsLast: false));

        Assert.Equal((At(20), 0), (cursor.Next().From, cursor.Next().Offset));
        Assert.Equal(["c"], cursor.Fresh(new OzPage([Item("b", 20), Item("c", 20)], IsLast: false)).Items.Select(static item => item.FolderId));
        Assert.True(cursor.After(new OzPage([], IsLast: true)).IsDone);
    }

    [Fact]
    public void List_ThatShowsLateThatItIsNotSorted_IsReadFromItsBeginning()
    {
        var sorted = ListingCursor.Of(OzTimeField.Created, At(0), At(100), pageSize: 2).After(new OzPage([Item("a", 10), Item("b", 20)], IsLast: false));

        var again = sorted.After(new OzPage([Item("d", 40), Item("c", 30)], IsLast: true));

        Assert.Equal((At(0), 0, false), (again.Next().From, again.Next().Offset, again.IsDone));
        Assert.Equal(["b"], again.Fresh(new OzPage([Item("b", 20)], IsLast: false)).Items.Select(static item => item.FolderId));
        var onward = again.After(new OzPage([Item("a", 10), Item("b", 20)], IsLast: false)).Next();
        Assert.Equal((At(0), 2), (onward.From, onward.Offset));
    }

    [Fact]
    public void List_ThatShowsAtOnceThatItIsNotSorted_IsReadOnByTheOffset()
    {
        var cursor = ListingCursor.Of(OzTimeField.Created, At(0), At(100), pageSize: 2).After(new OzPage([Item("d", 40), Item("c", 30)], IsLast: false));

        Assert.Equal((At(0), 2, true), (cursor.Next().From, cursor.Next().Offset, cursor.IsUnsorted));
    }

    // In a list by creation no folder moves, and a requested span stays as it is.
    [Theory]
    [InlineData(OzTimeField.Updated, 100 + (365 * 24 * 60 * 60))]
    [InlineData(OzTimeField.Created, 100)]
    public void ListThatIsNotSorted_KeepsWhatChangesOnIt(OzTimeField by, long expectedTo)
    {
        var cursor = ListingCursor.Of(by, At(0), At(100), pageSize: 2);
        Assert.Equal(At(100), cursor.Next().To);

        cursor = cursor.After(new OzPage([Item("d", 40), Item("c", 30)], IsLast: false));

        Assert.Equal((At(expectedTo), 100), (cursor.Next().To, cursor.To));
    }

    [Fact]
    public void UnsortedList_WhileAReadFolderChanges_SkipsNoOther()
    {
        List<(string Id, double At)> folders = [("a", 40), ("b", 10), ("c", 30), ("d", 20), ("e", 15)];
        var seen = new HashSet<string>();

        Read(ListingCursor.Of(OzTimeField.Updated, At(0), At(100), pageSize: 2), Ask, seen);

        Assert.Equal(["a", "b", "c", "d", "e"], seen.Order(StringComparer.Ordinal));

        OzPage Ask(OzListing listing)
        {
            var items = folders.Where(folder => At(folder.At) <= listing.To).Skip(listing.Offset).Take(listing.Limit).Select(static folder => Item(folder.Id, folder.At)).ToList();
            folders[0] = ("a", 150);
            return new OzPage(items, IsLast: items.Count == 0);
        }
    }

    [Fact]
    public void Second_WithMoreFoldersThanAreRemembered_IsReadOnByTheOffsetAndLeftBehindLater()
    {
        var cursor = ListingCursor.Of(OzTimeField.Created, At(0), At(100), pageSize: 300)
            .After(new OzPage([Item("a", 10), .. Enumerable.Range(0, 201).Select(static i => Item($"b{i}", 20))], IsLast: false));
        Assert.Equal((At(0), 202, 0, true), (cursor.Next().From, cursor.Next().Offset, cursor.Seen.Count, cursor.IsSorted));

        cursor = cursor.After(new OzPage([Item("c", 30)], IsLast: false));

        Assert.Equal((At(30), 0, "c"), (cursor.Next().From, cursor.Next().Offset, Assert.Single(cursor.Seen)));
    }

    [Theory]
    [InlineData(5_000, 9_000, 4_400)]
    [InlineData(9_500, 9_000, 8_400)]
    [InlineData(100_000, 9_000, 8_400)]
    [InlineData(null, 9_000, 1_000)]
    public void NextList_BeginsByTheServersTimesAndNeverLaterThanThisOneByOurs(int? latest, long to, long expected)
    {
        var cursor = ListingCursor.Of(OzTimeField.Created, At(1_000), At(to), pageSize: 2) with { Latest = latest, IsDone = true };

        Assert.Equal(At(expected), cursor.BeginningOfNext(At(20_000), TimeSpan.FromSeconds(600)));
    }

    [Fact]
    public void NextList_WhenOurClockWentBack_BeginsBeforeItsTime()
    {
        var cursor = ListingCursor.Of(OzTimeField.Created, At(1_000), At(90_000), pageSize: 2) with { Latest = 80_000, IsDone = true };

        Assert.Equal(At(4_400), cursor.BeginningOfNext(At(5_000), TimeSpan.FromSeconds(600)));
    }

    [Fact]
    public void ListThatIsNotSorted_HasTheNextOneBeginWhereItBeganByTheServersTimes()
    {
        var cursor = ListingCursor.Of(OzTimeField.Created, At(1_000), At(9_000), pageSize: 2) with { LatestBefore = 1_600 };

        cursor = cursor.After(new OzPage([Item("d", 4_000), Item("c", 3_000)], IsLast: false)).After(new OzPage([], IsLast: true));

        Assert.Equal((true, 4_000L), (cursor.IsDone, cursor.Latest));
        Assert.Equal(At(1_000), cursor.BeginningOfNext(At(20_000), TimeSpan.FromSeconds(600)));
    }

    [Theory]
    [InlineData(1_000, 5_000, 4_400)]
    [InlineData(4_900, 5_000, 4_950)]
    [InlineData(5_000, 5_000, 5_000)]
    [InlineData(5_000, 50_000, 8_400)]
    public void ListThatWasBrokenOff_StepsBackByTheOverlapAndByLessThanItGotOn(long began, long reached, long expected)
    {
        var cursor = ListingCursor.Of(OzTimeField.Created, At(1_000), At(9_000), pageSize: 2) with { Began = began, Reached = reached, Seen = ["a"] };

        var back = cursor.SteppedBack(TimeSpan.FromSeconds(600));

        Assert.Equal((expected, expected, expected == reached), (back.Reached, back.Began, back.Seen.Count > 0));
    }

    [Fact]
    public void ListThatIsOpenEnded_AsksForADayMore()
    {
        var cursor = ListingCursor.Of(OzTimeField.Created, At(0), At(100), pageSize: 2) with { IsOpenEnded = true };

        Assert.Equal((At(100 + (24 * 60 * 60)), 100), (cursor.Next().To, cursor.To));
    }

    private static int Read(ListingCursor cursor, Func<OzListing, OzPage> ask, HashSet<string> seen)
    {
        for (var pages = 1; pages < MostPages; pages++)
        {
            var page = ask(cursor.Next());
            seen.UnionWith(page.Items.Select(static item => item.FolderId!));
            cursor = cursor.After(page);
            if (cursor.IsDone)
            {
                return pages;
            }
        }

        return MostPages;
    }

    private static OzPage Page(Server server, List<(string Id, double At)> folders, OzListing listing, Random random)
    {
        var from = listing.From.ToUnixTimeSeconds();
        var within = folders.Where(folder => server is Server.IgnoresBounds || (server is Server.TruncatesBounds ? Math.Floor(folder.At) : folder.At) >= from);
        var sorted = server switch
        {
            Server.SortsDescending => within.OrderByDescending(static folder => folder.At).ThenBy(static folder => folder.Id),
            Server.DoesNotSort => within.OrderBy(static folder => folder.Id),
            _ => within.OrderBy(static folder => folder.At).ThenBy(static folder => folder.Id),
        };

        var limit = server is Server.CapsPages ? Math.Min(3, listing.Limit) : listing.Limit;
        var items = sorted.Skip(listing.Offset).Take(limit).Select(static folder => Item(folder.Id, folder.At)).ToList();
        var isLast = items.Count == 0 || (server is not (Server.CapsPages or Server.NeverSaysLast) && random.Next(2) == 0 && items.Count < limit);
        return new OzPage(items, isLast);
    }

    private static OzListed Item(string id, double at) => new(id, DateTimeOffset.UnixEpoch.AddSeconds(at), Payloads.Read(PayloadJson.Folder([], id: id)), null);

    private static DateTimeOffset At(double seconds) => DateTimeOffset.UnixEpoch.AddSeconds(seconds);
}
