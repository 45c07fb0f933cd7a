using Azure.Data.Tables;
using OzFunctions.Tests.Storage.Fakes;

namespace OzFunctions.Tests.Storage;

/// <summary>The contract on the table in memory, which shows that the races forced on it mean something.</summary>
public sealed class FakeFolderStoreTests : FolderStoreContract
{
    internal override TableClient Table { get; } = new FakeTableClient();
}
