using Azure.Data.Tables;
using OzFunctions.Tests.Storage.Fakes;

namespace OzFunctions.Tests.Storage;

public sealed class FakeFolderChecksTests : FolderChecksContract
{
    private readonly FakeTableClient _table = new();

    internal override TableClient Table => _table;
}
