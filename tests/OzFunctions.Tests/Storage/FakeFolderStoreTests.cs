using Azure.Data.Tables;
using OzFunctions.Tests.Storage.Fakes;

namespace OzFunctions.Tests.Storage;

/// <summary>Runs the contract on the in-memory table, which shows that races forced on it are realistic.</summary>
public sealed class FakeFolderStoreTests : FolderStoreContract
{
    internal override TableClient Table { get; } = new FakeTableClient();
}
