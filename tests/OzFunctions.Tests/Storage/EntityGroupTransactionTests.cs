using Azure.Data.Tables;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Tests.Storage;

/// <summary>Limits that Azure enforces and the emulator does not.</summary>
public sealed class EntityGroupTransactionTests
{
    private readonly EntityGroupTransaction _transaction = new("p");

    [Fact]
    public void SecondPartition_IsRefused() => Refused(() => _transaction.Insert(new TableEntity("q", "r")), "partitions");

    [Fact]
    public void SameRowTwice_IsRefused()
    {
        _transaction.Insert(new TableEntity("p", "r"));

        Refused(() => _transaction.Upsert(new TableEntity("p", "r")), "twice");
    }

    [Fact]
    public void HundredAndFirstRow_IsRefused()
    {
        for (var i = 0; i < 100; i++)
        {
            _transaction.Insert(new TableEntity("p", $"r{i}"));
        }

        Assert.False(_transaction.HasRoomFor(new TableEntity("p", "r100"), bytesKeptFree: 0));
        Refused(() => _transaction.Insert(new TableEntity("p", "r100")), "at most 100");
    }

    [Fact]
    public void MoreThan4MiB_IsRefused()
    {
        var added = 0;
        Refused(
            () =>
            {
                for (; added < 100; added++)
                {
                    _transaction.Insert(new TableEntity("p", $"r{added}") { ["A"] = new byte[60_000] });
                }
            },
            "bytes is over");

        Assert.InRange(added, 45, 55);
    }

    [Fact]
    public void PropertyOver64KiB_IsRefused()
    {
        Refused(() => _transaction.Insert(new TableEntity("p", "r") { ["A"] = new byte[65_537] }), "64 KiB");
        Refused(() => _transaction.Insert(new TableEntity("p", "s") { ["A"] = new string('x', 32_769) }), "64 KiB");
        _transaction.Insert(new TableEntity("p", "t") { ["A"] = new byte[65_536], ["B"] = new string('x', 32_768) });
    }

    [Fact]
    public void EntityOver1MiB_IsRefused()
    {
        var entity = new TableEntity("p", "r");
        for (var i = 0; i < 16; i++)
        {
            entity[$"A{i}"] = new byte[65_536];
        }

        Refused(() => _transaction.Insert(entity), "entity of");
    }

    [Fact]
    public void EntityOf253Properties_IsRefused()
    {
        var entity = new TableEntity("p", "r");
        for (var i = 0; i < 253; i++)
        {
            entity[$"A{i}"] = 1;
        }

        Refused(() => _transaction.Insert(entity), "properties");
    }

    [Fact]
    public void KeyOver1KiB_IsRefused() => Refused(() => _transaction.Insert(new TableEntity("p", new string('k', 513))), "key");

    private static void Refused(Action act, string why) =>
        Assert.Contains(why, Assert.Throws<TableLimitException>(act).Message, StringComparison.Ordinal);
}
