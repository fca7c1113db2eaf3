package dev.meridian.weather;

import jakarta.data.Order;
import jakarta.data.page.CursoredPage;
import jakarta.data.page.Page;
import jakarta.data.page.PageRequest;
import jakarta.data.repository.CrudRepository;
import jakarta.data.repository.Find;
import jakarta.data.repository.OrderBy;
import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;
import java.util.List;

/** A Jakarta Data repository over a data source, for which the server makes a persistence unit. */
@Repository(dataStore = "jdbc/north_america")
public interface Accounts extends CrudRepository<Account, Long> {

    @Query("SELECT COUNT(THIS)")
    long count();

    long countByOwner(String owner);

    boolean existsById(long id);

    List<Account> findByOwnerOrderByBalanceDescIdAsc(String owner);

    @Find
    @OrderBy("balance")
    @OrderBy("id")
    Page<Account> byBalance(PageRequest page);

    @Query("WHERE balance >= :least")
    CursoredPage<Account> ofAtLeast(int least, PageRequest page, Order<Account> order);

    @Query("UPDATE Account SET balance = balance + 1 WHERE owner = :owner")
    long reward(String owner);

    long deleteByOwner(String owner);

    @Query("DELETE FROM Account")
    long erase();
}
